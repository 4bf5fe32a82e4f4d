package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStatus;

/** What a run that lost its host tells its caller, who may want it started again. */
final class LostHost {

  private LostHost() {}

  /** A run that was cancelled, or has published, is not started again. */
  static void tellCaller(DelegateExecution execution, Run run, RunStatus end) {
    if (run.status() == RunStatus.CANCELLING || end != RunStatus.FAILED) {
      execution.setVariable(TaskDelegate.LOST_HOST, null);
    }
  }
}
