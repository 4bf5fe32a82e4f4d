package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Records why a run ends before it had a host: cancelled, or no host could be had. */
@Component
class LeaveQueue implements JavaDelegate {

  private final Runs runs;
  private final StepFailures failures;

  LeaveQueue(Runs runs, StepFailures failures) {
    this.runs = runs;
    this.failures = failures;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long run = (Long) execution.getVariable("runNumber");
    Failure failure = failures.read(execution);
    if (failure.message() == null) {
      runs.cancels(run);
    } else {
      runs.fails(run, failure);
    }
  }
}
