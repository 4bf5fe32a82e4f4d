package org.drydock.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times that a cron expression names, in a time zone. A time that the clocks leave out on a day
 * is later by what they are put forward; of a time that they show twice it is the first.
 */
record CronTimes(String cron, ZoneId zone) implements DueTimes {

  private static final String FIELD = "recurrence.cron";

  /** As long as the column that keeps it. */
  private static final int LONGEST_CRON = 120;

  /**
   * @throws ScheduleException when the expression cannot be read
   */
  CronTimes {
    if (cron.length() > LONGEST_CRON) {
      throw new ScheduleException(
          FIELD,
          "The recurrence is longer than " + LONGEST_CRON + " characters. Give a shorter one.");
    }
    try {
      CronExpression.parse(cron);
    } catch (IllegalArgumentException e) {
      throw new ScheduleException(
          FIELD,
          "The recurrence \""
              + cron
              + "\" is not a cron expression: "
              + e.getMessage()
              + ". Give six fields: second, minute, hour, day of month, month, day of week.");
    }
  }

  @Override
  public Instant next(Instant after) {
    CronExpression expression = CronExpression.parse(cron);
    LocalDateTime time = justBefore(after);
    Instant due;
    do {
      time = expression.next(time);
      if (time == null) {
        throw new ScheduleException(FIELD, "The recurrence \"" + cron + "\" is never due.");
      }
      due = time.atZone(zone).toInstant(); // moves a time in a gap forward, takes the first of two
    } while (!due.isAfter(after));
    return due;
  }

  /** Where to look from: a time that was just left out of the day may still be due. */
  private LocalDateTime justBefore(Instant after) {
    ZoneOffsetTransition last = zone.getRules().previousTransition(after.plusNanos(1));
    boolean justLeftOut =
        last != null && last.isGap() && after.isBefore(last.getInstant().plus(last.getDuration()));
    return justLeftOut
        ? last.getDateTimeBefore().minusNanos(1)
        : LocalDateTime.ofInstant(after, zone);
  }
}
