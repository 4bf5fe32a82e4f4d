package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Failure;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Records that the run took longer than it may. */
@Component
class RecordTimeout implements JavaDelegate {

  private final Runs runs;
  private final RunLog log;

  RecordTimeout(Runs runs, RunLog log) {
    this.runs = runs;
    this.log = log;
  }

  @Override
  public void execute(DelegateExecution execution) {
    long run = (Long) execution.getVariable("runNumber");
    String message =
        "The run took longer than "
            + MaintenanceWindow.longestRun(execution).toMinutes()
            + " minutes, "
            + limit(execution)
            + ". The image stays as it is. Look into the log for the step that was slow, or allow"
            + " more time.";
    execution.setVariable("timedOut", true);
    runs.fails(run, new Failure("Service image", null, null, null, message, null));
    log.line(run, execution.getCurrentActivityId(), message);
  }

  private static String limit(DelegateExecution execution) {
    return execution.getVariable(MaintenanceWindow.END) == null
        ? "the longest a run may take (drydock.servicing.longest-run)"
        : "which was left when it got its host, of what a run may take"
            + " (drydock.servicing.longest-run) and of the maintenance window up to "
            + execution.getVariable(MaintenanceWindow.END);
  }
}
