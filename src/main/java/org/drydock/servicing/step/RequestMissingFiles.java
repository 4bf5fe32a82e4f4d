package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Asks for the files of the updates that the rule of a schedule wants and that are not here. */
@Component
class RequestMissingFiles extends TaskDelegate {

  private static final String MISSING = "filesMissing";

  private final Occurrences occurrences;

  RequestMissingFiles(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  /** The catalogue is where every node sees it. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  /** Fixed updates were picked among those that are here. */
  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Boolean.TRUE.equals(execution.getVariable("chosenByRule"))
        ? Optional.of(
            Map.of(
                "occurrence",
                execution.getVariable("occurrence"),
                "request",
                execution.getProcessInstanceId()))
        : Optional.empty();
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context) {
    return Map.of(
        MISSING,
        occurrences.requestFiles(
            ((Number) input.get("occurrence")).longValue(), (String) input.get("request")));
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariable(MISSING, result.get(MISSING));
  }
}
