package org.drydock.servicing;

import java.time.Instant;

/**
 * One step of a run, taken once.
 *
 * @param activityId the element's id in the model
 * @param endedAt null while it is active
 * @param progress 0 to 100, null where none was reported
 * @param message why it failed, or null
 */
public record RunStep(
    String activityId,
    String name,
    State state,
    Instant startedAt,
    Instant endedAt,
    Double progress,
    String message) {

  /** Where a step stands. */
  public enum State {
    ACTIVE,
    DONE,
    FAILED,
    CANCELLED
  }
}
