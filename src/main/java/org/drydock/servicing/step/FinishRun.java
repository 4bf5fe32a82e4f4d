package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunOutcome;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Gives the run its final status. */
@Component
class FinishRun implements JavaDelegate {

  private final Runs runs;
  private final RunOutcome outcome;
  private final RunLog log;
  private final OfflineServicingLog servicingLog;

  FinishRun(Runs runs, RunOutcome outcome, RunLog log, OfflineServicingLog servicingLog) {
    this.runs = runs;
    this.outcome = outcome;
    this.log = log;
    this.servicingLog = servicingLog;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Run run = runs.require((Long) execution.getVariable("runNumber"));
    RunStatus status = outcome.of(run);
    runs.ends(run.runNumber(), status);
    LostHost.tellCaller(execution, run, status);
    execution.setVariable("outcome", wayOut(status, execution));
    log.line(
        run.runNumber(),
        execution.getCurrentActivityId(),
        "Run " + run.runNumber() + " ended: " + status.label());
    servicingLog.line(
        "Completed processing image package " + run.imageId() + ". Status = " + status.label());
  }

  private static String wayOut(RunStatus status, DelegateExecution execution) {
    if (Boolean.TRUE.equals(execution.getVariable("timedOut"))) {
      return "timed-out";
    }
    return switch (status) {
      case SUCCESSFUL, SUCCESSFUL_WITH_ERRORS -> "successful";
      case CANCELLED -> "cancelled";
      default -> "failed";
    };
  }
}
