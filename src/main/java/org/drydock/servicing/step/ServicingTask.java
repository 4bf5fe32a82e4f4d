package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskDelegate;
import org.springframework.beans.factory.annotation.Autowired;

/** A task step of a run; its work gets the run number, and its failure is noted as the run's. */
abstract class ServicingTask extends TaskDelegate {

  private StepFailures failures;

  @Autowired
  final void setFailures(StepFailures failures) {
    this.failures = failures;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) throws Exception {
    return Optional.of(Map.of("runNumber", runNumber(execution)));
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result)
      throws Exception {
    // most tasks leave nothing to record
  }

  @Override
  protected RuntimeException failed(ActivityExecution execution, String message, Throwable cause) {
    return failures.stepFailed(execution, message, cause);
  }

  /** The run number out of the work's input, as JSON brought it back. */
  static long run(Map<String, Object> input) {
    return ((Number) input.get("runNumber")).longValue();
  }
}
