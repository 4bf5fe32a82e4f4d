package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Chooses, for each image of an occurrence, the updates that it gets, if there are any. */
@Component
class ChooseUpdates extends TaskDelegate {

  private final Occurrences occurrences;

  ChooseUpdates(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  /** The catalogue is where every node sees it. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Optional.of(
        Map.of(
            "occurrence",
            execution.getVariable("occurrence"),
            "request",
            execution.getProcessInstanceId()));
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context) {
    occurrences.chooseUpdates(
        ((Number) input.get("occurrence")).longValue(), (String) input.get("request"));
    return Map.of();
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    // the schedule's history holds the choice
  }
}
