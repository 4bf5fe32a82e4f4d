package org.drydock.servicing;

import java.util.Map;
import java.util.stream.Stream;
import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.drydock.operation.Operations;
import org.drydock.site.Nodes;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Cleans up after runs whose process instance is gone: none of the model's clean-up steps runs when
 * somebody deletes an instance in Cockpit. Tries again where a run's own clean-up failed.
 */
@Component
class AbandonedRuns {

  private final Runs runs;
  private final RunLog log;
  private final Operations operations;
  private final Processes processes;
  private final Nodes nodes;

  AbandonedRuns(Runs runs, RunLog log, Operations operations, Processes processes, Nodes nodes) {
    this.nodes = nodes;
    this.runs = runs;
    this.log = log;
    this.operations = operations;
    this.processes = processes;
  }

  /** In the transaction that deletes the instance. */
  @EventListener
  void on(InstanceDeleted deleted) {
    if (deleted.processKey().equals(ServicingDesk.PROCESS)) {
      runs.ofInstance(deleted.processInstanceId())
          .filter(run -> !run.status().isFinal())
          .ifPresent(this::cleanUp);
    }
  }

  /** What a server that died in between had no time for, and what could not be removed then. */
  void reap() {
    String self = nodes.self();
    Stream<Run> abandoned =
        runs.active().stream()
            .filter(run -> run.host() == null || run.host().equals(self))
            .filter(run -> !processes.active(run.processInstanceId()));
    Stream<Run> leftSomething = runs.stagedOn(self).stream().filter(run -> run.status().isFinal());
    Stream.concat(abandoned, leftSomething)
        .filter(run -> operations.aliveOfRun(run.runNumber()).isEmpty())
        .toList()
        .forEach(this::cleanUp);
  }

  private void cleanUp(Run run) {
    if (run.status().isFinal()) {
      log.line(run.runNumber(), "What the run left in " + run.staging() + " is being removed.");
    } else if (!runs.cancels(run.runNumber())) {
      return; // it has ended since it was looked at
    } else {
      log.line(run.runNumber(), "The process instance was deleted; the run is being cancelled.");
    }
    operations.start(
        CleanUpAbandonedRun.NAME,
        run.host(),
        run.runNumber(),
        Map.of("runNumber", run.runNumber()));
  }
}
