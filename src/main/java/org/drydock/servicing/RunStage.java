package org.drydock.servicing;

import java.time.Duration;
import java.time.Instant;

/**
 * One of the stages that every run goes through, made of the steps of its model.
 *
 * @param name what administrators call it
 * @param took how long its steps took together, without the one that is active; null before it
 * @param activeSince since when its present step is active, or null
 * @param estimate how long it took in an earlier run, for as much work; null where none is known
 * @param done how many of its parts are over; null where it has no parts
 * @param total how many parts it has, or null
 * @param eachIndex whether it is gone through for each index
 * @param note why it is skipped, or what there is to know; null where nothing needs saying
 */
public record RunStage(
    String name,
    State state,
    Duration took,
    Instant activeSince,
    Duration estimate,
    Integer done,
    Integer total,
    boolean eachIndex,
    String note) {

  /** Where a stage stands; of several parts, the worst counts. */
  public enum State {
    NEXT,
    SKIPPED,
    DONE,
    NOW,
    CANCELLED,
    /** Done, though not all of it went well. */
    PARTIAL,
    FAILED
  }
}
