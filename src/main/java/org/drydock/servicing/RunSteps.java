package org.drydock.servicing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drydock.engine.ActivityView;
import org.drydock.engine.Processes;
import org.drydock.operation.OperationState;
import org.drydock.operation.OperationView;
import org.drydock.operation.Operations;
import org.springframework.stereotype.Component;

/** The steps a run has taken: from the engine's history, with what the operations add. */
@Component
public class RunSteps {

  private static final Set<String> STEPS = Set.of("serviceTask", "callActivity");

  private final Processes processes;
  private final Operations operations;

  RunSteps(Processes processes, Operations operations) {
    this.processes = processes;
    this.operations = operations;
  }

  /** In the order in which they were taken; a repeated step stands there once for each time. */
  public List<RunStep> of(Run run) {
    Map<String, OperationView> byVisit =
        operations.ofRun(run.runNumber()).stream()
            .filter(operation -> operation.activityInstanceId() != null)
            .collect(
                Collectors.toMap(
                    OperationView::activityInstanceId,
                    Function.identity(),
                    (first, second) -> second));
    return processes.activities(run.processInstanceId()).stream()
        .filter(visit -> STEPS.contains(visit.type()))
        .map(visit -> step(visit, byVisit.get(visit.id())))
        .toList();
  }

  private static RunStep step(ActivityView visit, OperationView operation) {
    return new RunStep(
        visit.elementId(),
        visit.name(),
        state(visit, operation),
        visit.started(),
        visit.ended(),
        operation == null ? null : operation.progress(),
        operation == null ? null : operation.message());
  }

  /**
   * A step that ended with a BPMN error counts as cancelled for the engine; our row knows better.
   */
  private static RunStep.State state(ActivityView visit, OperationView operation) {
    if (operation != null && operation.state() == OperationState.FAILED) {
      return RunStep.State.FAILED;
    }
    if (visit.ended() == null) {
      return RunStep.State.ACTIVE;
    }
    return visit.canceled() ? RunStep.State.CANCELLED : RunStep.State.DONE;
  }
}
