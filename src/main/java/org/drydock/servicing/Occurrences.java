package org.drydock.servicing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the process of a schedule asks the schedules. They live on the floor above; this is the door
 * through which the steps reach them.
 */
public interface Occurrences {

  /** What every run of an occurrence is asked for. */
  record Order(
      List<String> updateIds,
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      boolean compactImage,
      String base,
      boolean restartAfterHostLoss,
      String cause) {}

  /** The images of a schedule, in the order in which they are serviced. */
  List<String> images(long scheduleId);

  /** The time of an occurrence has come. */
  Order begin(long scheduleId);

  /**
   * All images of an occurrence were serviced.
   *
   * @return when the schedule is due again; empty when it does not recur
   */
  Optional<Instant> finish(long scheduleId);

  /** Starts the next occurrence as a process instance of its own. */
  void startNext(long scheduleId, Instant due);
}
