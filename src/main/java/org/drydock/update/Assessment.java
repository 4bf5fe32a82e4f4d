package org.drydock.update;

/**
 * Whether an update belongs into an image.
 *
 * @param reason in words for an administrator
 */
public record Assessment(State state, String reason) {

  /** What metadata alone can tell; DISM has the last word. */
  public enum State {
    APPLICABLE,
    NOT_APPLICABLE,
    INSTALLED,
    /** The servicing engine cannot tell or cannot apply it. */
    NOT_SUPPORTED,
    /** The metadata does not decide. */
    UNDETERMINED
  }
}
