package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When a schedule that recurs is due. */
sealed interface DueTimes permits CronTimes, PatchTuesdayTimes {

  /**
   * The first time after a moment.
   *
   * @throws ScheduleException when it is never due again
   */
  Instant next(Instant after);

  /** So many times in order, of which the first is given. */
  default List<Instant> following(Instant first, int count) {
    return Stream.iterate(first, this::next).limit(count).toList();
  }
}
