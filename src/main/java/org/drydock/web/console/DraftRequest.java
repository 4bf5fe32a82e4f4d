package org.drydock.web.console;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.drydock.schedule.ScheduleException;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.schedule.ScheduleRequest.Rule;

/** Reads what was typed into the wizard as the schedule it asks for. */
final class DraftRequest {

  private static final String NUMBER = "\\d{1,6}";

  private DraftRequest() {}

  /** What cannot even be read in the step of choosing, by field; empty where all can. */
  static Map<String, String> problemsOf(WizardDraft draft) {
    Map<String, String> problems = new LinkedHashMap<>();
    DraftUpdates updates = draft.updates();
    if (draft.images().isEmpty()) {
      problems.put("images", "Pick at least one image, then go on.");
    }
    if (!updates.byRule() && updates.picks().isEmpty()) {
      problems.put("updates", "Pick at least one update, then go on.");
    }
    if (updates.byRule() && !updates.olderThan().matches("(" + NUMBER + ")?")) {
      problems.put(
          "olderThan",
          "\"" + updates.olderThan() + "\" is no number of days. Give 0 or more, such as 7.");
    }
    return problems;
  }

  /** What cannot even be read of the times, by field; empty where all can. */
  static Map<String, String> problemsOf(DraftTimes times) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (times.when().equals(DraftTimes.ONCE) && times.at().isEmpty()) {
      problems.put("at", "Give the date and time at which to start.");
    }
    if (times.when().equals(DraftTimes.PATCH_TUESDAY)
        && (!times.days().matches(NUMBER)
            || Integer.parseInt(times.days()) > Recurrence.MOST_DAYS)) {
      problems.put("days", "Give 0 to " + Recurrence.MOST_DAYS + " days, such as 3.");
    }
    if (times.when().equals(DraftTimes.CRON) && times.cron().isEmpty()) {
      problems.put(
          "cron",
          "Give six fields: second, minute, hour, day of month, month, day of week,"
              + " such as 0 0 22 ? * TUE#2.");
    }
    if (times.isTimed() && !isTime(times.time())) {
      problems.put(
          "time",
          times.time().isEmpty()
              ? "Give the time of day, such as 22:00."
              : "\"" + times.time() + "\" is no time of day. Give one such as 22:00.");
    }
    if (times.recurs() && times.first().equals(DraftTimes.AT) && times.firstAt().isEmpty()) {
      problems.put("firstAt", "Give the date and time of the first occurrence.");
    }
    return problems;
  }

  /** What cannot even be read of the options, by field; empty where all can. */
  static Map<String, String> problemsOf(DraftOptions options) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (!isWindow(options)) {
      problems.put(
          "window",
          "Give a whole number, of at most "
              + ScheduleRequest.LONGEST_WINDOW.toDays()
              + " days, or leave it empty.");
    }
    if (!options.failures().matches(NUMBER)) {
      problems.put(
          "failures",
          "\"" + options.failures() + "\" is no number. Give 1 or more, or 0 for never.");
    }
    return problems;
  }

  /** The whole draft, in which all can be read. */
  static ScheduleRequest of(WizardDraft draft) {
    DraftUpdates updates = draft.updates();
    DraftOptions options = draft.options();
    return new ScheduleRequest(
        options.name(),
        draft.images(),
        updates.byRule() ? null : updates.picks(),
        updates.byRule() ? rule(updates) : null,
        start(draft.times()),
        draft.times().zone(),
        recurrence(draft.times()),
        options.continueOnError(),
        options.distribute(),
        options.removeSuperseded(),
        options.base(),
        options.restart(),
        options.compact(),
        options.parallel(),
        window(options),
        options.missed(),
        Integer.valueOf(options.failures()));
  }

  /** The times alone, all of which can be read. */
  static ScheduleRequest of(DraftTimes times) {
    return new ScheduleRequest(
        null,
        null,
        null,
        null,
        start(times),
        times.zone(),
        recurrence(times),
        false,
        false,
        false,
        null,
        false,
        null,
        false,
        null,
        null,
        null);
  }

  static Rule rule(DraftUpdates updates) {
    return new Rule(
        updates.ruleFilter(),
        updates.ruleProduct(),
        updates.ruleClassifications(),
        updates.olderThan().isEmpty() ? 0 : Integer.valueOf(updates.olderThan()));
  }

  /** The field of the wizard that a refusal is about; empty where it is about no single one. */
  static String field(ScheduleException refusal, DraftTimes times) {
    return switch (refusal.field()) {
      case "name" -> "name";
      case "imageIds" -> "images";
      case "updateIds" -> "updates";
      case "rule.filter" -> "ruleFilter";
      case "rule.olderThanDays" -> "olderThan";
      case "start" -> times.recurs() ? "firstAt" : "at";
      case "timeZone" -> "zone";
      case "recurrence.cron" -> "cron";
      case "recurrence.patchTuesdayPlusDays" -> "days";
      case "recurrence.time" -> "time";
      case "longestDuration" -> "window";
      case "disableAfterFailures" -> "failures";
      default -> "";
    };
  }

  private static String start(DraftTimes times) {
    if (!times.recurs()) {
      return times.when().equals(DraftTimes.NOW) ? DraftTimes.NOW : times.at();
    }
    return switch (times.first()) {
      case DraftTimes.NOW -> DraftTimes.NOW;
      case DraftTimes.AT -> times.firstAt();
      default -> null;
    };
  }

  private static Recurrence recurrence(DraftTimes times) {
    return switch (times.when()) {
      case DraftTimes.PATCH_TUESDAY ->
          new Recurrence(null, Integer.valueOf(times.days()), times.time(), times.zone());
      case DraftTimes.WEEKLY ->
          cron(Recurrences.weekly(weekday(times), LocalTime.parse(times.time())), times);
      case DraftTimes.MONTHLY ->
          cron(
              Recurrences.monthly(times.week(), weekday(times), LocalTime.parse(times.time())),
              times);
      case DraftTimes.CRON -> cron(times.cron(), times);
      default -> null;
    };
  }

  private static Recurrence cron(String cron, DraftTimes times) {
    return new Recurrence(cron, null, null, times.zone());
  }

  private static DayOfWeek weekday(DraftTimes times) {
    return DayOfWeek.valueOf(times.weekday());
  }

  private static boolean isWindow(DraftOptions options) {
    return options.window().isEmpty()
        || options.window().matches(NUMBER)
            && Integer.parseInt(options.window()) > 0
            && duration(options).compareTo(ScheduleRequest.LONGEST_WINDOW) <= 0;
  }

  private static String window(DraftOptions options) {
    return options.window().isEmpty() ? null : duration(options).toString();
  }

  private static Duration duration(DraftOptions options) {
    return Duration.of(Long.parseLong(options.window()), ChronoUnit.valueOf(options.windowUnit()));
  }

  private static boolean isTime(String text) {
    try {
      LocalTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
