package org.drydock.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.springframework.scheduling.support.CronExpression;

/** Reads the times in a schedule. */
final class ScheduleTimes {

  private static final String NOW = "now";

  /** What every supported database and every reader of ISO-8601 understands. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /** As long as the column that keeps it. */
  private static final int LONGEST_CRON = 120;

  private ScheduleTimes() {}

  /**
   * @param name an IANA name such as Europe/Berlin, or an offset; null for the server's zone
   */
  static ZoneId zone(String name, ZoneId server) {
    if (name == null || name.isBlank()) {
      return server;
    }
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new ScheduleException(
          "There is no time zone \""
              + name
              + "\". Give an IANA name such as Europe/Berlin or America/New_York, or UTC.");
    }
  }

  /**
   * @throws ScheduleException when the time cannot be read or lies in the past
   */
  static Instant start(String text, ZoneId zone, Instant now) {
    if (text == null || text.isBlank()) {
      throw new ScheduleException(
          "The schedule has no start. Give \"now\" or a date and time such as"
              + " 2027-01-13T22:00:00Z.");
    }
    if (text.strip().equalsIgnoreCase(NOW)) {
      return now;
    }
    Instant start = parse(text.strip(), zone);
    if (start.isAfter(LATEST)) {
      throw new ScheduleException("The start lies beyond the year 9999. Give an earlier one.");
    }
    if (start.isBefore(now)) {
      throw new ScheduleException(
          "The start "
              + text
              + " lies in the past; it is "
              + now
              + " now. Give a time to come, or \"now\".");
    }
    return start;
  }

  /**
   * @throws ScheduleException when the expression cannot be read or is never due
   */
  static Instant next(String cron, ZoneId zone, Instant after) {
    if (cron.length() > LONGEST_CRON) {
      throw new ScheduleException(
          "The recurrence is longer than " + LONGEST_CRON + " characters. Give a shorter one.");
    }
    try {
      ZonedDateTime next = CronExpression.parse(cron).next(after.atZone(zone));
      if (next != null) {
        return next.toInstant();
      }
    } catch (IllegalArgumentException e) {
      throw new ScheduleException(
          "The recurrence \""
              + cron
              + "\" is not a cron expression: "
              + e.getMessage()
              + ". Give six fields: second, minute, hour, day of month, month, day of week.");
    }
    throw new ScheduleException("The recurrence \"" + cron + "\" is never due.");
  }

  private static Instant parse(String text, ZoneId zone) {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
      return time instanceof ZonedDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) time).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new ScheduleException(
          "The start \""
              + text
              + "\" is not a date and time in ISO-8601, or names a time zone that does not exist."
              + " Examples: 2027-01-13T22:00:00Z, 2027-01-13T22:00+01:00, 2027-01-13T22:00.");
    }
  }
}
