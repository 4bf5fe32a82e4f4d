package org.drydock.web.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.drydock.schedule.MissedOccurrence;
import org.drydock.schedule.ScheduleHistory;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.schedule.UpdateRule;
import org.drydock.servicing.Runs;
import org.drydock.web.console.SchedulesPage.Row;
import org.springframework.stereotype.Component;

/** Puts the list of schedules and the page of one together. */
@Component
class Schedules {

  private final ServicingSchedules schedules;
  private final ScheduleHistory history;
  private final Runs runs;
  private final ImageNames imageNames;
  private final UpdateNames updates;

  Schedules(
      ServicingSchedules schedules,
      ScheduleHistory history,
      Runs runs,
      ImageNames imageNames,
      UpdateNames updates) {
    this.schedules = schedules;
    this.history = history;
    this.runs = runs;
    this.imageNames = imageNames;
    this.updates = updates;
  }

  /** What is still to come first, then the latest. */
  SchedulesPage page(Wording words) {
    ImageNames.Names names = imageNames.all();
    return new SchedulesPage(
        schedules.all().stream()
            .sorted(
                Comparator.comparing(
                        (ServicingSchedule schedule) -> schedule.state() == ScheduleState.FINISHED)
                    .thenComparing(ServicingSchedule::id, Comparator.reverseOrder()))
            .map(schedule -> row(schedule, names, words))
            .toList());
  }

  SchedulePage page(long id, Wording words) {
    ServicingSchedule schedule = schedules.require(id);
    ImageNames.Names names = imageNames.all();
    ScheduleState state = schedule.state();
    boolean waits = state == ScheduleState.SCHEDULED || state == ScheduleState.RUNNING;
    return new SchedulePage(
        row(schedule, names, words),
        options(schedule),
        schedule.updates().stream().map(updates::line).toList(),
        schedule.rule() == null ? List.of() : rule(schedule.rule()),
        schedules.nextDates(schedule).stream().map(words::date).toList(),
        history.of(id).stream().map(entry -> Occurrences.of(entry, names, words)).toList(),
        words.moment(schedule.createdAt()),
        why(schedule),
        schedule.paused() || state == ScheduleState.PAUSED || state == ScheduleState.DISABLED,
        waits && !schedule.paused(),
        state == ScheduleState.SCHEDULED
            || state == ScheduleState.PAUSED
            || state == ScheduleState.FINISHED,
        state != ScheduleState.STOPPED);
  }

  private Row row(ServicingSchedule schedule, ImageNames.Names names, Wording words) {
    List<RunRow> last =
        runs.ofSchedule(schedule.id()).stream()
            .limit(1)
            .map(run -> RunRow.of(run, names, words))
            .toList();
    return new Row(
        schedule.id(),
        link(schedule),
        badge(schedule),
        why(schedule),
        schedules.nextDates(schedule).stream().findFirst().map(words::moment).orElse(null),
        recurrence(schedule),
        schedule.images().stream().map(names::link).toList(),
        updates(schedule),
        last.isEmpty() ? null : last.get(0));
  }

  static Link link(ServicingSchedule schedule) {
    return new Link(
        schedule.name() == null ? "Schedule " + schedule.id() : schedule.name(),
        "/schedules/" + schedule.id());
  }

  static String updates(ServicingSchedule schedule) {
    return schedule.rule() == null
        ? Wording.count(schedule.updates().size(), "update", "updates")
        : "by a rule";
  }

  static Badge badge(ServicingSchedule schedule) {
    return switch (schedule.state()) {
      case SCHEDULED -> new Badge("run", "Scheduled");
      case PAUSED -> new Badge("warn", "Paused");
      case RUNNING -> new Badge("run", schedule.paused() ? "Running, then paused" : "Running");
      case FINISHED -> new Badge("idle", "Finished");
      case DISABLED -> new Badge("bad", "Disabled");
      case STOPPED -> new Badge("bad", "Stopped");
    };
  }

  /** Why it does not go on by itself; null where it does. */
  private static String why(ServicingSchedule schedule) {
    return switch (schedule.state()) {
      case STOPPED ->
          "Its process instance was deleted in Cockpit or through /engine-rest, so it will not run"
              + " again. Delete it, and create it anew if it is still wanted.";
      case DISABLED ->
          (schedule.reason() == null ? "It failed too often in a row." : schedule.reason())
              + " Put right what is wrong, then resume it.";
      default -> null;
    };
  }

  static String recurrence(ServicingSchedule schedule) {
    if (schedule.patchTuesdayPlusDays() != null) {
      return Recurrences.patchTuesday(
          schedule.patchTuesdayPlusDays(), schedule.timeOfDay(), schedule.timeZone());
    }
    return schedule.cron() == null
        ? "once"
        : Recurrences.words(schedule.cron(), schedule.timeZone());
  }

  /** What a rule chooses, condition by condition. */
  static List<String> rule(UpdateRule rule) {
    List<String> conditions = new ArrayList<>();
    conditions.add("Updates that are applicable to the image and not yet applied");
    if (rule.filter() != null) {
      conditions.add("with the words “" + rule.filter() + "”");
    }
    if (rule.product() != null) {
      conditions.add("for the product “" + rule.product() + "”");
    }
    if (!rule.classificationList().isEmpty()) {
      conditions.add("of the classification " + String.join(" or ", rule.classificationList()));
    }
    if (rule.olderThanDays() != null && rule.olderThanDays() > 0) {
      conditions.add("out for at least " + Wording.count(rule.olderThanDays(), "day", "days"));
    }
    return conditions;
  }

  /** The options that are on, in words. */
  static List<String> options(ServicingSchedule schedule) {
    List<String> options = new ArrayList<>();
    if (schedule.continueOnError()) {
      options.add("Continue on error");
    }
    if (schedule.updateDistributionPoints()) {
      options.add("Update distribution points with the image");
    }
    if (schedule.removeSupersededUpdates()) {
      options.add("Remove superseded updates after the image is updated");
    }
    if (schedule.compactImage()) {
      options.add("Compact the image where that shrinks it by more than a tenth");
    }
    if (schedule.restartAfterHostLoss()) {
      options.add("Start again when the host is lost");
    }
    options.add(
        schedule.base().equals("original")
            ? "Start from the original version"
            : "Start from the current version");
    course(schedule, options);
    return options;
  }

  private static void course(ServicingSchedule schedule, List<String> options) {
    if (schedule.images().size() > 1) {
      options.add(
          schedule.parallelImages()
              ? "Service the images at once, as far as hosts have room"
              : "Service the images one after the other");
    }
    if (schedule.longestDuration() != null) {
      options.add(
          "Maintenance window of " + Wording.span(Duration.parse(schedule.longestDuration())));
    }
    if (!recurrence(schedule).equals("once")) {
      options.add(
          schedule.missed() == MissedOccurrence.SKIP
              ? "Skip dates that were missed"
              : "Run once when dates were missed");
      options.add(
          schedule.disableAfterFailures() == 0
              ? "Go on however often it fails"
              : "Disable after "
                  + Wording.count(schedule.disableAfterFailures(), "failure", "failures")
                  + " in a row");
    }
  }
}
