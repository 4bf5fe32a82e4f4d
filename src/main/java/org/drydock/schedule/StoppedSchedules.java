package org.drydock.schedule;

import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Stops the schedules whose process instance somebody deleted: nothing else moves them on. */
@Component
class StoppedSchedules {

  private final ScheduleTable table;
  private final Processes processes;

  StoppedSchedules(ScheduleTable table, Processes processes) {
    this.table = table;
    this.processes = processes;
  }

  /** In the transaction that deletes the instance. */
  @EventListener
  void on(InstanceDeleted deleted) {
    table.stops(deleted.processInstanceId());
  }

  /** Those whose instance went without our notice. */
  @EventListener(ApplicationReadyEvent.class)
  void atStart() {
    table.findByStateIn(ScheduleState.SCHEDULED, ScheduleState.RUNNING).stream()
        .map(ServicingSchedule::processInstanceId)
        .filter(instance -> !processes.active(instance))
        .forEach(table::stops);
  }
}
