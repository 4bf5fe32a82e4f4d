package org.drydock.schedule;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * One occurrence of a schedule.
 *
 * @param dueAt when it was to begin
 * @param windowEnd when it must be over; null for never
 * @param endedAt null while it goes on
 * @param outcome null while it goes on
 * @param reason what there is to say about it as a whole; null for nothing
 */
public record Occurrence(
    @Id Long id,
    long scheduleId,
    Cause cause,
    Instant dueAt,
    Instant beganAt,
    Instant windowEnd,
    Instant endedAt,
    Outcome outcome,
    String reason) {

  /** What it began by. */
  public enum Cause {
    TIMER,
    RUN_NOW
  }

  /** How it ended. */
  public enum Outcome {
    SUCCESSFUL,
    SUCCESSFUL_WITH_ERRORS,
    /** A run failed, or an image could not be serviced at all. */
    FAILED,
    /** A run was cancelled, or the process instance of the occurrence was deleted. */
    CANCELLED,
    /** The maintenance window was over before every image had begun. */
    INCOMPLETE,
    /** There was nothing to do, or it was missed. */
    SKIPPED
  }
}
