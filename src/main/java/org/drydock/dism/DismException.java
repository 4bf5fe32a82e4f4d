package org.drydock.dism;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * DISM could not do what it was asked. The message says what happened, to what, and what to do, in
 * words for the administrator.
 */
public class DismException extends RuntimeException {

  private final int code;
  private final String symbol;
  private final String dismSentence;
  private final String meaning;
  private final String remedy;
  private final Path log;
  private final List<PackageFailure> packageFailures;

  /**
   * @param code signed 32 bits; a Win32 code is not wrapped in an HRESULT
   * @param symbol Microsoft's name of the code where one is published, else ours, else the code
   * @param dismSentence DISM's own words; may be empty
   * @param meaning in plain words; empty where the code is not known
   * @param remedy what to do; empty where the code is not known
   * @param log DISM's log file; null where there is none
   */
  public DismException(
      int code, String symbol, String dismSentence, String meaning, String remedy, Path log) {
    this(code, symbol, dismSentence, meaning, remedy, log, List.of());
  }

  private DismException(
      int code,
      String symbol,
      String dismSentence,
      String meaning,
      String remedy,
      Path log,
      List<PackageFailure> packageFailures) {
    super(words(code, symbol, dismSentence, meaning, remedy, log, packageFailures));
    this.code = code;
    this.symbol = symbol;
    this.dismSentence = dismSentence;
    this.meaning = meaning;
    this.remedy = remedy;
    this.log = log;
    this.packageFailures = packageFailures;
  }

  /** A failure that DISM reported. */
  static DismException reported(
      int code, String sentence, Path log, List<PackageFailure> packageFailures) {
    Optional<DismCode> known = DismCode.of(code);
    return new DismException(
        code,
        known.map(Enum::name).orElse(DismCode.print(code)),
        sentence,
        known.map(DismCode::meaning).orElse(""),
        known.map(DismCode::remedy).orElse(""),
        log,
        packageFailures);
  }

  /** A failure that DISM could not report itself. */
  static DismException observed(DismCode code, String lastWords, Path log) {
    return reported(code.code(), lastWords, log, List.of());
  }

  public int code() {
    return code;
  }

  /** The code as DISM prints it: decimal for a Win32 code, else hexadecimal. */
  public String codeText() {
    return DismCode.print(code);
  }

  public String symbol() {
    return symbol;
  }

  public String dismSentence() {
    return dismSentence;
  }

  public String meaning() {
    return meaning;
  }

  public String remedy() {
    return remedy;
  }

  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }

  /** The packages that failed, where DISM names them. */
  public List<PackageFailure> packageFailures() {
    return packageFailures;
  }

  /** The package does not fit the image: skipped, not a failure of the run. */
  public boolean isNotApplicable() {
    return is(DismCode.CBS_E_NOT_APPLICABLE);
  }

  /** A file or folder that the call names does not exist. */
  public boolean isNotFound() {
    return is(DismCode.ERROR_FILE_NOT_FOUND) || is(DismCode.ERROR_PATH_NOT_FOUND);
  }

  /** The program cannot do this, though a real DISM may. */
  public boolean isNotSupported() {
    return is(DismCode.ERROR_NOT_SUPPORTED);
  }

  /**
   * What is known about a code.
   *
   * @param symbol Microsoft's name where one is published, else ours
   */
  public record Explanation(String symbol, String meaning, String remedy) {}

  /**
   * Explains a code that was stored.
   *
   * @param codeText as {@link #codeText} gives it; null for none
   */
  public static Optional<Explanation> explain(String codeText) {
    return Optional.ofNullable(codeText)
        .flatMap(text -> DismCode.of(DismCode.parse(text)))
        .map(code -> new Explanation(code.name(), code.meaning(), code.remedy()));
  }

  /**
   * Whether a servicing stack is missing; what depends on it is not worth an attempt.
   *
   * @param codeText a code as {@link #codeText} gives it; null for none
   */
  public static boolean isServicingStackMissing(String codeText) {
    return DismCode.print(DismCode.CBS_E_NEW_SERVICING_STACK_REQUIRED.code()).equals(codeText);
  }

  /** The same call may succeed after a pause. */
  public boolean isWorthARetry() {
    return is(DismCode.MOUNT_FILES_OPEN)
        || is(DismCode.IMAGE_ALREADY_MOUNTED)
        || is(DismCode.IMAGE_SERVICED_BY_ANOTHER);
  }

  /** DISM lost its helper process, which may have done all the same what it was asked to. */
  public boolean mayBeDoneAllTheSame() {
    return is(DismCode.RPC_S_CALL_FAILED);
  }

  /** DISM was ended in the middle of its work: what it worked at may be half done. */
  public boolean wasCutShort() {
    return is(DismCode.ERROR_PROCESS_ABORTED) || is(DismCode.ERROR_TIMEOUT);
  }

  private boolean is(DismCode known) {
    return code == known.code();
  }

  private static String words(
      int code,
      String symbol,
      String sentence,
      String meaning,
      String remedy,
      Path log,
      List<PackageFailure> packages) {
    String printed = DismCode.print(code);
    StringBuilder words = new StringBuilder("DISM failed with ").append(printed);
    if (!symbol.equals(printed)) {
      words.append(" (").append(symbol).append(')');
    }
    words.append(meaning.isEmpty() ? "." : ": " + meaning + ".");
    for (PackageFailure failure : packages) {
      words.append(" Package ").append(failure.packageName());
      if (failure.code() != code) {
        words.append(" (").append(DismCode.print(failure.code())).append(')');
      }
      boolean toldBelow = sentence.contains(failure.sentence());
      words.append(toldBelow ? "." : ": " + failure.sentence());
    }
    if (!sentence.isEmpty()) {
      words.append(" DISM says: ").append(sentence);
    }
    if (!remedy.isEmpty()) {
      words.append(" What to do: ").append(remedy);
    }
    if (log != null) {
      words.append(" Log: ").append(log);
    }
    return words.toString();
  }
}
