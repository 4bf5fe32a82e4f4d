package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Records why the run fails. */
@Component
class RecordFailure implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;
  private final OfflineServicingLog servicingLog;
  private final StepFailures failures;

  RecordFailure(Runs runs, RunLog log, OfflineServicingLog servicingLog, StepFailures failures) {
    this.runs = runs;
    this.log = log;
    this.servicingLog = servicingLog;
    this.failures = failures;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long run = (Long) execution.getVariable("runNumber");
    Failure failure = failures.read(execution);
    runs.fails(run, failure);
    log.line(
        run,
        execution.getCurrentActivityId(),
        "The run fails at " + failure.step() + ": " + failure.message());
    servicingLog.line("Schedule processing failed");
  }
}
