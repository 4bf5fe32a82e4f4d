package org.drydock.dism;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.drydock.host.LocalHost;
import org.drydock.operation.CommandResult;
import org.drydock.site.DataFolder;
import org.drydock.site.DrydockProperties;
import org.springframework.stereotype.Component;

/**
 * DISM as the rest of the server sees it: a typed call becomes a command line, what the command
 * left becomes a typed answer or a {@link DismException}.
 */
@Component
public class Dism {

  /** How soon a stop is heard during a pause. */
  private static final long LOOK_MILLIS = 100;

  private final DismProgram program;
  private final Attempt attempt;
  private final Path wimdismState;
  private final boolean experimentalRealImages;
  private final Duration timeout;
  private final List<Duration> retryPauses;

  Dism(DismProgram program, LocalHost host, DataFolder data, DrydockProperties properties) {
    this.program = program;
    this.attempt = new Attempt(host);
    this.wimdismState = data.wimdismState();
    this.experimentalRealImages = properties.wimdism().experimentalRealImages();
    this.timeout = properties.dism().timeout();
    this.retryPauses = properties.dism().retryPauses();
  }

  /**
   * The program with all arguments of a call. Makes the session's folders, which DISM expects to be
   * there.
   *
   * @throws DismException when the program is missing
   */
  public List<String> commandLine(DismOrder order, DismSession session) {
    makeFolder(session.scratch());
    makeFolder(session.log().toAbsolutePath().getParent());
    List<String> commandLine = new ArrayList<>(program.command(order.brief()));
    commandLine.add("/English");
    commandLine.addAll(order.arguments());
    commandLine.add("/LogPath:" + session.log().toAbsolutePath());
    commandLine.add("/ScratchDir:" + session.scratch().toAbsolutePath());
    return commandLine;
  }

  /** What the program needs in its environment, beside the server's own. */
  public Map<String, String> environment(DismSession session) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("LC_ALL", "C.UTF-8");
    // Mounts of one server are not the business of another server on the same host.
    environment.put("WIMDISM_STATE", wimdismState.toString());
    // What one index of a run has unpacked, the next one need not unpack.
    environment.put("WIMDISM_PACKAGES", session.packages().toAbsolutePath().toString());
    environment.put("WIMDISM_EXPERIMENTAL_REAL_IMAGES", experimentalRealImages ? "1" : "0");
    return environment;
  }

  /**
   * The answer of a call that has ended, without its stderr: for output that is known to be whole.
   */
  public <T> T result(DismCall<T> call, String output, int exitCode, boolean killed) {
    return answer(call, new Outcome(output, null, exitCode, killed), null);
  }

  /** The answer of a call that was made as a durable operation. */
  public <T> T result(DismCall<T> call, DismSession session, CommandResult result) {
    if (result.timedOut()) {
      throw DismException.observed(
          DismCode.ERROR_TIMEOUT, "stopped after " + timeout, session.log());
    }
    return answer(call, Outcome.of(result), session.log());
  }

  /**
   * Makes a call and waits for its answer. For calls that are safe to make again; those that change
   * an image go through a durable operation.
   *
   * @throws CancellationException when cancelled; DISM has ended then
   */
  public <T> T run(DismCall<T> call, DismSession session, BooleanSupplier cancelled) {
    return answer(call, execute(DismOrder.of(call), session, cancelled), session.log());
  }

  /**
   * Waits before a call is made again that failed with what may pass.
   *
   * @param attempt how often it was made
   * @param stop called again and again; what it throws ends the waiting
   * @return false when it is not worth another try
   */
  public boolean awaitRetry(DismException cause, int attempt, Runnable stop) {
    if (!cause.isWorthARetry() || attempt > retryPauses.size()) {
      return false;
    }
    long nanos = retryPauses.get(attempt - 1).toNanos();
    for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
      stop.run();
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw cause;
      }
    }
    return true;
  }

  /**
   * Has the calls end that a server which died had made with {@link #run} in this scratch folder;
   * they went on without it, and would be in the way of the same call made again.
   *
   * @param patient whether to wait until they have done their work, up to the time-out; else they
   *     are stopped
   */
  public void endLeftCalls(Path scratch, boolean patient) {
    attempt.endLeft(scratch, patient ? timeout : Duration.ZERO);
  }

  /** The version in the program's banner: the newest Windows it services. */
  public String version() {
    Path folder;
    try {
      folder = Files.createTempDirectory("dism-version");
    } catch (IOException e) {
      throw DismException.observed(DismCode.ERROR_PATH_NOT_FOUND, e.toString(), null);
    }
    try {
      DismSession session = new DismSession(folder.resolve("dism.log"), folder);
      Outcome outcome = execute(new DismOrder(List.of("/?"), true), session, () -> false);
      return Transcript.of(outcome.output())
          .version()
          .orElseThrow(
              () ->
                  DismException.observed(
                      DismCode.ERROR_INVALID_DATA, "no version in: " + outcome.lastWords(), null));
    } finally {
      Attempt.remove(folder);
    }
  }

  /**
   * Whether a mount with {@code /CheckIntegrity} reads all data of the WIM. What Microsoft's does
   * with a WIM that has no integrity table is not documented.
   */
  public boolean checksDataAtMount() {
    return program.bundled();
  }

  /** Whether packages made of deltas (PSFX) can be added. wimdism cannot. */
  public boolean understandsDeltas() {
    return !program.bundled();
  }

  private Outcome execute(DismOrder order, DismSession session, BooleanSupplier cancelled) {
    return attempt.execute(
        commandLine(order, session), environment(session), session, timeout, cancelled);
  }

  private <T> T answer(DismCall<T> call, Outcome outcome, Path log) {
    Transcript transcript = Transcript.of(outcome.output());
    boolean restartRequired = Verdict.of(outcome, transcript, program.bundled()).check(log);
    return call.answer(transcript, restartRequired);
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw DismException.observed(
          DismCode.ERROR_PATH_NOT_FOUND, "cannot create " + folder + " (" + e + ")", null);
    }
  }
}
