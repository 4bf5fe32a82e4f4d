package org.wimdism;

/**
 * A failure that the user is told about: DISM's error number and the sentences printed below it.
 *
 * <p>The text says what happened, to what, and what to do; it may have several lines.
 */
public final class ServicingError extends RuntimeException {

  private final int code;

  public ServicingError(int code, String text) {
    this(code, text, null);
  }

  public ServicingError(int code, String text, Throwable cause) {
    super(text, cause);
    this.code = code;
  }

  /** A Win32 number or an HRESULT, see {@link ErrorCode}. */
  public int code() {
    return code;
  }

  public String text() {
    return getMessage();
  }
}
