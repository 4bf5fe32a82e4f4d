package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Ends a run whose clean-up failed; the reaper removes what is left at the next start. */
@Component
class LeaveForReaper implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;
  private final StepFailures failures;

  LeaveForReaper(Runs runs, RunLog log, StepFailures failures) {
    this.runs = runs;
    this.log = log;
    this.failures = failures;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long run = (Long) execution.getVariable("runNumber");
    Failure failure = failures.read(execution);
    String message =
        "The clean-up failed: "
            + failure.message()
            + " What is left in "
            + runs.require(run).staging()
            + " is removed at the next start of the server.";
    runs.fails(run, new Failure(failure.step(), null, null, failure.code(), message));
    runs.ends(run, RunStatus.FAILED);
    log.line(run, message);
  }
}
