package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Records that the run is being cancelled. */
@Component
class RecordCancel implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;

  RecordCancel(Runs runs, RunLog log) {
    this.runs = runs;
    this.log = log;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long run = (Long) execution.getVariable("runNumber");
    runs.cancels(run);
    log.line(
        run,
        execution.getCurrentActivityId(),
        "The run is being cancelled; the image stays as it is.");
  }
}
