package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.UnitResults;
import org.drydock.servicing.UpdateResult.State;
import org.springframework.stereotype.Component;

/** Records that an update could not be applied to an index, and why. */
@Component
class RecordUpdateFailure implements JavaDelegate {

  private final UnitResults results;
  private final StepFailures failures;
  private final OfflineServicingLog servicingLog;

  RecordUpdateFailure(
      UnitResults results, StepFailures failures, OfflineServicingLog servicingLog) {
    this.results = results;
    this.failures = failures;
    this.servicingLog = servicingLog;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Failure failure = failures.read(execution);
    results.record(
        (Long) execution.getVariable("runNumber"),
        (Integer) execution.getVariable("index"),
        (String) execution.getVariable("updateId"),
        State.FAILED,
        failure.code(),
        failure.message(),
        failure.dism());
    servicingLog.line(
        "Failed to apply update "
            + failure.updateId()
            + " to index "
            + failure.index()
            + ": "
            + failure.message());
  }
}
