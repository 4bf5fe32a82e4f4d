package org.drydock.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.scheduling.support.CronExpression;

/** The times that a cron expression names, in a time zone. */
record CronTimes(String cron, ZoneId zone) implements DueTimes {

  /** As long as the column that keeps it. */
  private static final int LONGEST_CRON = 120;

  /**
   * @throws ScheduleException when the expression cannot be read
   */
  CronTimes {
    if (cron.length() > LONGEST_CRON) {
      throw new ScheduleException(
          "The recurrence is longer than " + LONGEST_CRON + " characters. Give a shorter one.");
    }
    try {
      CronExpression.parse(cron);
    } catch (IllegalArgumentException e) {
      throw new ScheduleException(
          "The recurrence \""
              + cron
              + "\" is not a cron expression: "
              + e.getMessage()
              + ". Give six fields: second, minute, hour, day of month, month, day of week.");
    }
  }

  @Override
  public Instant next(Instant after) {
    ZonedDateTime next = CronExpression.parse(cron).next(after.atZone(zone));
    if (next == null) {
      throw new ScheduleException("The recurrence \"" + cron + "\" is never due.");
    }
    return next.toInstant();
  }
}
