package org.drydock.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the times in a schedule. */
final class ScheduleTimes {

  private static final String NOW = "now";
  private static final String START = "start";

  /** What every supported database and every reader of ISO-8601 understands. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Pattern TIME_OF_DAY =
      Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");

  private ScheduleTimes() {}

  /**
   * When a schedule begins and is due again.
   *
   * @param zone in which its recurrence is meant
   * @param start the first time
   */
  record Times(ZoneId zone, Instant start, Optional<DueTimes> recurrence) {}

  /**
   * @param server the time zone of who names none
   * @throws ScheduleException when a time cannot be read, lies in the past or never comes
   */
  static Times of(ScheduleRequest request, ZoneId server, Instant now) {
    ZoneId zone = zone(zoneName(request), server);
    Optional<DueTimes> recurrence = recurrence(request.recurrence(), zone, now);
    Instant start =
        recurrence.isPresent() && request.start() == null
            ? recurrence.get().next(now)
            : start(request.start(), zone, now);
    return new Times(zone, start, recurrence);
  }

  private static String zoneName(ScheduleRequest request) {
    return request.recurrence() != null && request.recurrence().timeZone() != null
        ? request.recurrence().timeZone()
        : request.timeZone();
  }

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
          "timeZone",
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
          START,
          "The schedule has no start. Give \"now\" or a date and time such as"
              + " 2027-01-13T22:00:00Z.");
    }
    if (text.strip().equalsIgnoreCase(NOW)) {
      return now;
    }
    Instant start = parse(text.strip(), zone);
    if (start.isAfter(LATEST)) {
      throw new ScheduleException(
          START, "The start lies beyond the year 9999. Give an earlier one.");
    }
    if (start.isBefore(now)) {
      throw new ScheduleException(
          START,
          "The start "
              + text
              + " lies in the past; it is "
              + now.truncatedTo(ChronoUnit.MINUTES).atZone(zone).toOffsetDateTime()
              + " now. Give a time to come, or \"now\".");
    }
    return start;
  }

  /**
   * @param wanted null for none
   * @throws ScheduleException when it cannot be read, or is never due after that moment
   */
  static Optional<DueTimes> recurrence(
      ScheduleRequest.Recurrence wanted, ZoneId zone, Instant after) {
    if (wanted == null) {
      return Optional.empty();
    }
    if ((wanted.cron() == null) == (wanted.patchTuesdayPlusDays() == null)) {
      throw new ScheduleException(
          "recurrence",
          "The recurrence must have either cron, which are six fields: second, minute, hour, day"
              + " of month, month, day of week; or patchTuesdayPlusDays with a time.");
    }
    DueTimes times =
        wanted.cron() == null
            ? new PatchTuesdayTimes(wanted.patchTuesdayPlusDays(), time(wanted.time()), zone)
            : new CronTimes(wanted.cron(), zone);
    times.next(after);
    return Optional.of(times);
  }

  private static LocalTime time(String text) {
    if (text != null && TIME_OF_DAY.matcher(text.strip()).matches()) {
      return LocalTime.parse(text.strip());
    }
    throw new ScheduleException(
        "recurrence.time",
        "The recurrence's time "
            + (text == null ? "is missing" : "\"" + text + "\" is no time of day")
            + ". Give one such as 22:00.");
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
          START,
          "The start \""
              + text
              + "\" is not a date and time in ISO-8601, or names a time zone that does not exist."
              + " Examples: 2027-01-13T22:00:00Z, 2027-01-13T22:00+01:00, 2027-01-13T22:00.");
    }
  }
}
