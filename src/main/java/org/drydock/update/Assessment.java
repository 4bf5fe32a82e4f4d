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

  /** Whether it belongs into a list to pick from. */
  public boolean isOffered() {
    return switch (state) {
      case APPLICABLE, UNDETERMINED, NOT_SUPPORTED -> true;
      case INSTALLED, NOT_APPLICABLE -> false;
    };
  }

  /** Of several indexes the one with the smallest number speaks for the image. */
  public int eagerness() {
    return switch (state) {
      case APPLICABLE -> 0;
      case UNDETERMINED -> 1;
      case NOT_SUPPORTED -> 2;
      case INSTALLED -> 3;
      case NOT_APPLICABLE -> 4;
    };
  }
}
