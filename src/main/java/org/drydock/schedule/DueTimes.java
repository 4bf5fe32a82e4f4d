package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When a schedule that recurs is due. */
sealed interface DueTimes permits CronTimes, PatchTuesdayTimes {

  /** How many of the dates to come are shown. */
  int SHOWN = 5;

  /**
   * The first time after a moment.
   *
   * @throws ScheduleException when it is never due again
   */
  Instant next(Instant after);

  /** The dates that are shown, of which the first is given. */
  default List<Instant> shownFrom(Instant first) {
    return Stream.iterate(first, this::next).limit(SHOWN).toList();
  }
}
