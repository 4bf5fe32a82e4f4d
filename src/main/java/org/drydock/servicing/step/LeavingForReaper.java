package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;

/** Ends a run whose clean-up failed; the reaper removes what is left at the next start. */
abstract class LeavingForReaper implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;
  private final StepFailures failures;

  LeavingForReaper(Runs runs, RunLog log, StepFailures failures) {
    this.runs = runs;
    this.log = log;
    this.failures = failures;
  }

  /** What is left, and what to do about it. */
  abstract String left(Run run);

  @Override
  public final void execute(DelegateExecution execution) {
    Run run = runs.require((Long) execution.getVariable("runNumber"));
    Failure failure = failures.read(execution);
    String message = "The clean-up failed: " + failure.message() + " " + left(run);
    runs.fails(
        run.runNumber(),
        new Failure(failure.step(), null, null, failure.code(), message, failure.dism()));
    RunStatus end = run.newVersion() == null ? RunStatus.FAILED : RunStatus.SUCCESSFUL_WITH_ERRORS;
    runs.ends(run.runNumber(), end);
    LostHost.tellCaller(execution, run, end);
    execution.setVariable("outcome", "left");
    log.line(run.runNumber(), execution.getCurrentActivityId(), message);
    log.line(
        run.runNumber(),
        execution.getCurrentActivityId(),
        "Run " + run.runNumber() + " ended: " + end.label());
  }
}
