package org.drydock.update;

import java.util.Locale;

/** Whether the file of an update is in the content library; only then it can be applied. */
public enum UpdateState {
  DOWNLOADED,
  NOT_DOWNLOADED;

  /** As the API writes it: "not-downloaded". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws UnusableSearchException when the text is none
   */
  public static UpdateState of(String label) {
    for (UpdateState state : values()) {
      if (state.label().equalsIgnoreCase(label)) {
        return state;
      }
    }
    throw new UnusableSearchException(
        "\"" + label + "\" is no state of an update. Use downloaded or not-downloaded.");
  }
}
