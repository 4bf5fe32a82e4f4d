package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Records why the serviced image could not become a version; the one in use stays in use. */
@Component
class RecordPublishFailure implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;
  private final StepFailures failures;

  RecordPublishFailure(Runs runs, RunLog log, StepFailures failures) {
    this.runs = runs;
    this.log = log;
    this.failures = failures;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Run run = runs.require((Long) execution.getVariable("runNumber"));
    Failure failure = failures.read(execution);
    runs.fails(run.runNumber(), failure);
    log.line(
        run.runNumber(),
        execution.getCurrentActivityId(),
        "Image "
            + run.imageId()
            + " was serviced but not published, and stays as it was: "
            + failure.message());
  }
}
