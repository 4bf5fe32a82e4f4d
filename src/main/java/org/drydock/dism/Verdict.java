package org.drydock.dism;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether a call succeeded, decided from what the process left and what DISM printed.
 *
 * <p>The code is, in this order: what the program wrote down itself; the process's exit code where
 * it is wider than the eight bits that Linux passes on; the code of the error block; the first
 * package's code; the exit code as it is.
 */
final class Verdict {

  private static final int RESTART_REQUIRED = 3010;
  private static final int EIGHT_BITS = 0xff;

  /**
   * What a shell gives for a program it cannot execute, cannot find, and one that a signal ended.
   */
  private static final int NOT_EXECUTABLE = 126;

  private static final int SIGNAL = 128;

  private final Outcome outcome;
  private final Transcript transcript;
  private final boolean writesItsExitCode;

  private Verdict(Outcome outcome, Transcript transcript, boolean writesItsExitCode) {
    this.outcome = outcome;
    this.transcript = transcript;
    this.writesItsExitCode = writesItsExitCode;
  }

  static Verdict of(Outcome outcome, Transcript transcript, boolean writesItsExitCode) {
    return new Verdict(outcome, transcript, writesItsExitCode);
  }

  /**
   * Returns whether the host must be restarted for the success to take effect.
   *
   * @throws DismException when the call failed
   */
  boolean check(Path sessionLog) {
    Path log = transcript.logFile().map(Path::of).orElse(sessionLog);
    if (endedWithoutResult()) {
      throw DismException.observed(DismCode.ERROR_PROCESS_ABORTED, outcome.lastWords(), sessionLog);
    }
    List<PackageFailure> packages = transcript.packageFailures();
    int code = code(packages);
    boolean succeeded = code == 0 || code == RESTART_REQUIRED;
    if (!succeeded || !packages.isEmpty() || transcript.completedWithErrors()) {
      throw DismException.reported(
          succeeded ? packages.stream().findFirst().map(PackageFailure::code).orElse(code) : code,
          sentence(packages),
          log,
          packages);
    }
    return code == RESTART_REQUIRED;
  }

  private boolean endedWithoutResult() {
    if (outcome.writtenExitCode().isPresent()) {
      return false;
    }
    if (outcome.killed()) {
      return true;
    }
    // On a full disk nothing may have been written any more but the exit code, or the error block.
    boolean reported =
        transcript.errorCode().isPresent()
            || !transcript.packageFailures().isEmpty()
            || outcome.exitCode() == DismCode.ERROR_DISK_FULL.code();
    boolean silent = outcome.stderr() != null && writesItsExitCode;
    boolean looksLikeSignal =
        outcome.exitCode() >= NOT_EXECUTABLE && outcome.exitCode() <= EIGHT_BITS;
    return !reported && (silent || looksLikeSignal);
  }

  private int code(List<PackageFailure> packages) {
    int process = outcome.exitCode();
    if (outcome.writtenExitCode().isPresent()) {
      return DismCode.normalise(outcome.writtenExitCode().getAsInt());
    }
    if (process == 0 || process < 0 || process > EIGHT_BITS) {
      return DismCode.normalise(process);
    }
    Optional<Integer> printed =
        transcript.errorCode().or(() -> packages.stream().findFirst().map(PackageFailure::code));
    return printed.orElse(process);
  }

  private String sentence(List<PackageFailure> packages) {
    String text = transcript.errorText();
    boolean alreadyTold = packages.stream().anyMatch(failure -> failure.sentence().equals(text));
    if (alreadyTold) {
      return "";
    }
    return text.isEmpty() && packages.isEmpty() ? outcome.lastWords() : text;
  }
}
