package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.RetentionRound;
import org.springframework.stereotype.Component;

/** Removes old runs, versions and history by the site's rules of retention. */
@Component
class ApplyRetention extends TaskDelegate {

  private final RetentionRound retention;

  ApplyRetention(RetentionRound retention) {
    this.retention = retention;
  }

  /** What it removes is where every node sees it. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Optional.of(Map.of());
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context) {
    RetentionRound.Result result = retention.apply(context::checkCancelled);
    return Map.of(
        "removedRuns", result.runs(),
        "removedVersions", result.versions(),
        "removedInstances", result.instances(),
        "removedUpdateFiles", result.updateFiles(),
        "bytesFreed", result.bytesFreed(),
        "notRemoved", result.failureText());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariables(result);
  }
}
