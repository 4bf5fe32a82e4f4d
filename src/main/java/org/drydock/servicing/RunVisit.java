package org.drydock.servicing;

import java.time.Duration;
import java.time.Instant;

/**
 * One visit of a run to a step of its process, or of a process that it called.
 *
 * @param id unique
 * @param process the process instance, the run's own or a called one
 * @param elementId the step's id in the model
 * @param name the step's label
 * @param endedAt null while it is active
 * @param progress 0 to 100, null where none was reported
 * @param message why it failed, or null
 * @param index the image index it works at, null where it works at none
 * @param updateId the update it works at, null where it works at none
 * @param operationId the work behind it, null for a short step
 */
public record RunVisit(
    String id,
    String process,
    String elementId,
    String name,
    RunStep.State state,
    Instant startedAt,
    Instant endedAt,
    Double progress,
    String message,
    Integer index,
    String updateId,
    String operationId) {

  public boolean isActive() {
    return state == RunStep.State.ACTIVE;
  }

  /** How long it took, or has taken so far. */
  public Duration duration(Instant now) {
    Instant until = endedAt == null ? now : endedAt;
    return until.isBefore(startedAt) ? Duration.ZERO : Duration.between(startedAt, until);
  }
}
