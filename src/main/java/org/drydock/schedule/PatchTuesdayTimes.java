package org.drydock.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.drydock.schedule.ScheduleRequest.Recurrence;

/**
 * So many days after the second Tuesday of each month, on which Microsoft publishes updates, at a
 * time of day in a time zone. A time that the clocks leave out on that day is later by what they
 * are put forward; of a time that they show twice it is the first.
 */
record PatchTuesdayTimes(int plusDays, LocalTime time, ZoneId zone) implements DueTimes {

  private static final int SECOND = 2;

  /** So many days after a Patch Tuesday may be in the month that follows. */
  private static final int EARLIEST_MONTH = 2;

  /**
   * @throws ScheduleException when there are more days than up to the next Patch Tuesday
   */
  PatchTuesdayTimes {
    if (plusDays < 0 || plusDays > Recurrence.MOST_DAYS) {
      throw new ScheduleException(
          "recurrence.patchTuesdayPlusDays",
          "patchTuesdayPlusDays is "
              + plusDays
              + ". Give 0 to "
              + Recurrence.MOST_DAYS
              + " days after the second Tuesday of the month.");
    }
  }

  @Override
  public Instant next(Instant after) {
    YearMonth month = YearMonth.from(after.atZone(zone)).minusMonths(EARLIEST_MONTH);
    while (!in(month).isAfter(after)) {
      month = month.plusMonths(1);
    }
    return in(month);
  }

  private Instant in(YearMonth month) {
    return month
        .atDay(1)
        .with(TemporalAdjusters.dayOfWeekInMonth(SECOND, DayOfWeek.TUESDAY))
        .plusDays(plusDays)
        .atTime(time)
        .atZone(zone) // moves a time in a gap forward, and takes the first of two
        .toInstant();
  }
}
