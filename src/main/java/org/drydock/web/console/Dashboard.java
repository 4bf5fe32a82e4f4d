package org.drydock.web.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStep;
import org.drydock.servicing.RunSteps;
import org.drydock.servicing.Runs;
import org.drydock.web.console.DashboardPage.Next;
import org.drydock.web.console.DashboardPage.Running;
import org.springframework.stereotype.Component;

/** Puts the dashboard together. */
@Component
class Dashboard {

  private static final int MOST_RESULTS = 8;

  private final Runs runs;
  private final RunSteps steps;
  private final ServicingSchedules schedules;
  private final ImageNames imageNames;
  private final Hosts hosts;
  private final Warnings warnings;

  Dashboard(
      Runs runs,
      RunSteps steps,
      ServicingSchedules schedules,
      ImageNames imageNames,
      Hosts hosts,
      Warnings warnings) {
    this.runs = runs;
    this.steps = steps;
    this.schedules = schedules;
    this.imageNames = imageNames;
    this.hosts = hosts;
    this.warnings = warnings;
  }

  DashboardPage page(Wording words) {
    ImageNames.Names names = imageNames.all();
    return new DashboardPage(
        warnings.all(names),
        runs.active().stream().map(run -> running(run, names, words)).toList(),
        schedules.all().stream()
            .filter(schedule -> schedule.state() == ScheduleState.SCHEDULED)
            .sorted(Comparator.comparing(ServicingSchedule::startAt))
            .map(schedule -> next(schedule, names, words))
            .toList(),
        runs.lastEnded().stream()
            .limit(MOST_RESULTS)
            .map(run -> RunRow.of(run, names, words))
            .toList(),
        hosts.rows(words));
  }

  private Running running(Run run, ImageNames.Names names, Wording words) {
    Optional<RunStep> active =
        steps.of(run).stream()
            .filter(step -> step.state() == RunStep.State.ACTIVE)
            .reduce((first, last) -> last);
    return new Running(
        RunRow.of(run, names, words),
        active.map(RunStep::name).orElse(null),
        active.map(RunStep::progress).orElse(null));
  }

  private static Next next(ServicingSchedule schedule, ImageNames.Names names, Wording words) {
    List<Link> images = schedule.images().stream().map(names::link).toList();
    return new Next(
        Schedules.link(schedule),
        words.moment(schedule.startAt()),
        images,
        Schedules.updates(schedule));
  }
}
