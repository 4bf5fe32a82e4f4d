package org.drydock.web.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Runs;
import org.drydock.web.console.SchedulesPage.Row;
import org.springframework.stereotype.Component;

/** Puts the list of schedules and the page of one together. */
@Component
class Schedules {

  private final ServicingSchedules schedules;
  private final Runs runs;
  private final ImageNames imageNames;
  private final UpdateNames updates;

  Schedules(ServicingSchedules schedules, Runs runs, ImageNames imageNames, UpdateNames updates) {
    this.schedules = schedules;
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
    return new SchedulePage(
        row(schedule, names, words),
        options(schedule),
        schedule.updates().stream().map(updates::line).toList(),
        runs.ofSchedule(id).stream().map(run -> RunRow.of(run, names, words)).toList(),
        words.moment(schedule.createdAt()),
        schedule.state() == ScheduleState.STOPPED);
  }

  private Row row(ServicingSchedule schedule, ImageNames.Names names, Wording words) {
    List<RunRow> last =
        runs.ofSchedule(schedule.id()).stream()
            .limit(1)
            .map(run -> RunRow.of(run, names, words))
            .toList();
    return new Row(
        schedule.id(),
        new Link("Schedule " + schedule.id(), "/schedules/" + schedule.id()),
        badge(schedule.state()),
        words.moment(schedule.startAt()),
        schedule.state() == ScheduleState.SCHEDULED,
        recurrence(schedule),
        schedule.images().stream().map(names::link).toList(),
        Wording.count(schedule.updates().size(), "update", "updates"),
        last.isEmpty() ? null : last.get(0));
  }

  static Badge badge(ScheduleState state) {
    return switch (state) {
      case SCHEDULED -> new Badge("run", "Scheduled");
      case RUNNING -> new Badge("run", "Running");
      case FINISHED -> new Badge("idle", "Finished");
      case STOPPED -> new Badge("bad", "Stopped");
      default -> Badge.ofEnum("warn", state);
    };
  }

  static String recurrence(ServicingSchedule schedule) {
    return schedule.cron() == null
        ? "once"
        : Recurrences.words(schedule.cron(), schedule.timeZone());
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
    return options;
  }
}
