package org.drydock.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.drydock.engine.Processes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The waiting of schedules for their time: each occurrence is a process instance that waits at a
 * timer. Called in a transaction.
 */
@Component
class ScheduleTimers {

  /** The key of the process that waits for one occurrence. */
  private static final String PROCESS = "servicing-schedule";

  private static final String RUN_NOW = "runNow";

  private final ScheduleTable table;
  private final Processes processes;
  private final Clock clock;

  ScheduleTimers(ScheduleTable table, Processes processes, Clock clock) {
    this.table = table;
    this.processes = processes;
    this.clock = clock;
  }

  /** Starts the next occurrence as an instance of its own; it does not go on while paused. */
  void start(ServicingSchedule schedule, Instant due) {
    String instance = startInstance(schedule.id(), due, Map.of());
    table.awaits(
        schedule.id(),
        schedule.paused() ? ScheduleState.PAUSED : ScheduleState.SCHEDULED,
        due,
        instance);
    if (schedule.paused()) {
      processes.suspend(instance);
    }
  }

  /** Has the instance that waits go on at another time. */
  void move(ServicingSchedule schedule, Instant due) {
    moveTimer(schedule, due);
    table.awaits(schedule.id(), schedule.state(), due, schedule.processInstanceId());
  }

  void pause(ServicingSchedule schedule) {
    processes.suspend(schedule.processInstanceId());
  }

  void resume(ServicingSchedule schedule, Instant due) {
    processes.activate(schedule.processInstanceId());
    moveTimer(schedule, due);
    table.awaits(schedule.id(), ScheduleState.SCHEDULED, due, schedule.processInstanceId());
  }

  /** An occurrence in addition to those that are due: the instance that waits goes on now. */
  void runWaiting(ServicingSchedule schedule) {
    if (schedule.state() == ScheduleState.PAUSED) {
      processes.activate(schedule.processInstanceId());
    }
    processes.set(schedule.processInstanceId(), RUN_NOW, true);
    moveTimer(schedule, clock.instant());
  }

  /** An occurrence of a schedule that has finished. */
  void runFinished(ServicingSchedule schedule, Instant now) {
    String instance = startInstance(schedule.id(), now, Map.of(RUN_NOW, true));
    table.awaits(schedule.id(), ScheduleState.SCHEDULED, now, instance);
  }

  private String startInstance(long scheduleId, Instant due, Map<String, Object> more) {
    Map<String, Object> variables = new HashMap<>(more);
    variables.put("scheduleId", scheduleId);
    variables.put("start", Date.from(due));
    wakeIfDue(due);
    return processes.start(PROCESS, variables);
  }

  private void moveTimer(ServicingSchedule schedule, Instant due) {
    if (!processes.moveTimer(schedule.processInstanceId(), due)) {
      throw new ScheduleStateException(
          schedule.label() + " waits for no time at this moment. Try again, or wait for its end.");
    }
    wakeIfDue(due);
  }

  private void wakeIfDue(Instant due) {
    if (!due.isAfter(clock.instant())) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              processes.wakeJobExecutor();
            }
          });
    }
  }
}
