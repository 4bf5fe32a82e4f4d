package org.drydock.web.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Puts times and sizes into words, in the time zone of the one who reads them. */
final class Wording {

  /** What is further away than this is told as a date. */
  private static final Duration NEAR = Duration.ofHours(20);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ENGLISH);
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};
  private static final int KILO = 1024;

  private final ZoneId zone;
  private final Instant now;

  Wording(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  /** Near times as a distance, others as a date; null for null. */
  Moment moment(Instant instant) {
    if (instant == null) {
      return null;
    }
    Duration ago = Duration.between(instant, now);
    String text;
    if (ago.abs().compareTo(NEAR) > 0) {
      text = DATE.format(instant.atZone(zone));
    } else if (ago.isNegative()) {
      text = "in " + span(ago.negated());
    } else {
      text = ago.toSeconds() < 10 ? "just now" : span(ago) + " ago";
    }
    return new Moment(instant.toString(), text, exact(instant));
  }

  /** Always as date and time; null for null. */
  Moment date(Instant instant) {
    return instant == null
        ? null
        : new Moment(instant.toString(), DATE.format(instant.atZone(zone)), exact(instant));
  }

  /** The day alone; null for null. */
  Moment day(Instant instant) {
    return instant == null
        ? null
        : new Moment(instant.toString(), DAY.format(instant.atZone(zone)), exact(instant));
  }

  /** Such as "41 min" or "2 h 5 min". */
  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return Math.max(seconds, 1) + " s";
    }
    long minutes = duration.toMinutes();
    if (minutes < 10) {
      return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48
        ? hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
        : duration.toDays() + " days";
  }

  /** How long something took, or has taken so far; null where it has not begun. */
  String took(Instant start, Instant end) {
    return start == null ? null : span(Duration.between(start, end == null ? now : end));
  }

  /** Such as "5.1 GB", in steps of 1024. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= KILO && unit < UNITS.length - 1) {
      value /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f" : "%.1f", value)
        + " "
        + UNITS[unit];
  }

  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private String exact(Instant instant) {
    return EXACT.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
