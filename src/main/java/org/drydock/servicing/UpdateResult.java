package org.drydock.servicing;

import java.time.Instant;

/**
 * What became of one update in one index.
 *
 * @param code DISM's code as DISM prints it, or null
 * @param message why, in words; null where nothing needs saying
 * @param dism what DISM said where it failed, or null
 */
public record UpdateResult(
    int index,
    String updateId,
    State state,
    String code,
    String message,
    DismWords dism,
    Instant recordedAt) {

  /** What can become of an update. */
  public enum State {
    APPLIED("applied"),
    INSTALLED("installed"),
    NOT_APPLICABLE("not-applicable"),
    NOT_SUPPORTED("not-supported"),
    FAILED("failed"),
    /** What it needs failed. */
    NOT_ATTEMPTED("not-attempted");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
