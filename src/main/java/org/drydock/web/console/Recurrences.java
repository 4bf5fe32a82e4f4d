package org.drydock.web.console;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cron expressions that people choose by words, and the words for them. */
final class Recurrences {

  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");
  private static final String LAST = "L";

  private static final Pattern BY_WEEKDAY =
      Pattern.compile("([0-5]?\\d) ([0-5]?\\d) (1?\\d|2[0-3]) \\? \\* ([A-Z]{3})(?:#([1-4])|(L))?");

  private Recurrences() {}

  /**
   * What a cron expression says that can be said by a weekday.
   *
   * @param week of the month, 1 to 4 or L for the last; null for every week
   */
  record ByWeekday(String week, DayOfWeek day, LocalTime time) {}

  /** Every week on a day. */
  static String weekly(DayOfWeek day, LocalTime time) {
    return cron(time, day, "");
  }

  /**
   * Every month on a weekday, such as the second Tuesday.
   *
   * @param week 1 to 4, or L for the last
   */
  static String monthly(String week, DayOfWeek day, LocalTime time) {
    return cron(time, day, week.equals(LAST) ? LAST : "#" + week);
  }

  /** Empty for an expression that says something else. */
  static Optional<ByWeekday> byWeekday(String cron) {
    Matcher fields = BY_WEEKDAY.matcher(cron.strip().replaceAll("\\s+", " "));
    if (!fields.matches()) {
      return Optional.empty();
    }
    LocalTime time =
        LocalTime.of(
            Integer.parseInt(fields.group(3)),
            Integer.parseInt(fields.group(2)),
            Integer.parseInt(fields.group(1)));
    String week = fields.group(6) == null ? fields.group(5) : LAST;
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> abbreviated(day).equals(fields.group(4)))
        .findFirst()
        .map(day -> new ByWeekday(week, day, time));
  }

  /** Such as "every second Tuesday of the month, 22:00 (Europe/Berlin)". */
  static String words(String cron, String zone) {
    return byWeekday(cron).map(Recurrences::words).orElse("cron " + cron) + " (" + zone + ")";
  }

  private static String words(ByWeekday recurrence) {
    String weekday = recurrence.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    String which;
    if (recurrence.week() == null) {
      which = "every " + weekday;
    } else if (recurrence.week().equals(LAST)) {
      which = "every last " + weekday + " of the month";
    } else {
      which =
          "every "
              + ORDINALS.get(Integer.parseInt(recurrence.week()) - 1)
              + " "
              + weekday
              + " of the month";
    }
    return which + ", " + recurrence.time();
  }

  /** Such as "3 days after Patch Tuesday, 22:00 (Europe/Berlin)". */
  static String patchTuesday(int plusDays, String time, String zone) {
    String day =
        plusDays == 0
            ? "on Patch Tuesday"
            : Wording.count(plusDays, "day", "days") + " after Patch Tuesday";
    return "%s, %s (%s)".formatted(day, time, zone);
  }

  private static String cron(LocalTime time, DayOfWeek day, String week) {
    return "%d %d %d ? * %s%s"
        .formatted(time.getSecond(), time.getMinute(), time.getHour(), abbreviated(day), week);
  }

  private static String abbreviated(DayOfWeek day) {
    return day.name().substring(0, 3);
  }
}
