package org.drydock.web.console;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Cron expressions that people choose by words, and the words for them. */
final class Recurrences {

  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");
  private static final int DAYS_OF_WEEK = 7;
  private static final int FIELDS = 6;

  private Recurrences() {}

  /** Every week on the day and at the time of the first one. */
  static String weekly(LocalDateTime first) {
    return "0 %d %d ? * %s".formatted(first.getMinute(), first.getHour(), day(first));
  }

  /** Every month on the same weekday, such as the second Tuesday; after the fourth, on the last. */
  static String monthly(LocalDateTime first) {
    int week = (first.getDayOfMonth() - 1) / DAYS_OF_WEEK;
    return "0 %d %d ? * %s%s"
        .formatted(
            first.getMinute(),
            first.getHour(),
            day(first),
            week < ORDINALS.size() ? "#" + (week + 1) : "L");
  }

  /** Such as "every second Tuesday of the month, 22:00 (Europe/Berlin)". */
  static String words(String cron, String zone) {
    String[] fields = cron.strip().split("\\s+");
    if (fields.length != FIELDS
        || !fields[1].matches("\\d+")
        || !fields[2].matches("\\d+")
        || !fields[3].equals("?")
        || !fields[4].equals("*")
        || !fields[5].matches("[A-Z]{3}(#[1-4]|L)?")) {
      return "cron " + cron + " (" + zone + ")";
    }
    String weekday = weekday(fields[5].substring(0, 3));
    String rule = fields[5].substring(3);
    String which;
    if (rule.isEmpty()) {
      which = "every " + weekday;
    } else if (rule.equals("L")) {
      which = "every last " + weekday + " of the month";
    } else {
      which = "every " + ORDINALS.get(rule.charAt(1) - '1') + " " + weekday + " of the month";
    }
    return "%s, %02d:%02d (%s)"
        .formatted(which, Integer.parseInt(fields[2]), Integer.parseInt(fields[1]), zone);
  }

  /** Such as "3 days after Patch Tuesday, 22:00 (Europe/Berlin)". */
  static String patchTuesday(int plusDays, String time, String zone) {
    String day =
        plusDays == 0
            ? "on Patch Tuesday"
            : Wording.count(plusDays, "day", "days") + " after Patch Tuesday";
    return "%s, %s (%s)".formatted(day, time, zone);
  }

  private static String day(LocalDateTime time) {
    return time.getDayOfWeek().name().substring(0, 3);
  }

  private static String weekday(String day) {
    for (java.time.DayOfWeek known : java.time.DayOfWeek.values()) {
      if (known.name().startsWith(day)) {
        return known.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      }
    }
    return day;
  }
}
