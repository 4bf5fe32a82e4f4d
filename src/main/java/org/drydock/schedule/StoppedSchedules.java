package org.drydock.schedule;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Stops the schedules whose process instance somebody deleted: nothing else moves them on. */
@Component
class StoppedSchedules {

  private final ScheduleTable table;
  private final ScheduleHistory history;
  private final Processes processes;
  private final Clock clock;

  StoppedSchedules(ScheduleTable table, ScheduleHistory history, Processes processes, Clock clock) {
    this.table = table;
    this.history = history;
    this.clock = clock;
    this.processes = processes;
  }

  /** In the transaction that deletes the instance. */
  @EventListener
  void on(InstanceDeleted deleted) {
    stop(deleted.processInstanceId());
  }

  /** Those whose instance went without our notice. */
  @EventListener(ApplicationReadyEvent.class)
  void atStart() {
    table
        .findByStateIn(ScheduleState.SCHEDULED, ScheduleState.PAUSED, ScheduleState.RUNNING)
        .stream()
        .map(ServicingSchedule::processInstanceId)
        .filter(instance -> !processes.active(instance))
        .forEach(this::stop);
  }

  private void stop(String instance) {
    if (table.stops(instance)) {
      table
          .findByProcessInstanceId(instance)
          .flatMap(schedule -> history.latestOf(schedule.id()))
          .ifPresent(
              latest ->
                  history.end(
                      latest.occurrence(),
                      Occurrence.Outcome.CANCELLED,
                      "Its process instance was deleted.",
                      clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }
  }
}
