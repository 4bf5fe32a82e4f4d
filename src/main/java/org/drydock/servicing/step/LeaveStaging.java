package org.drydock.servicing.step;

import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Leaves a staging area that could not be removed. */
@Component
class LeaveStaging extends LeavingForReaper {

  LeaveStaging(Runs runs, RunLog log, StepFailures failures) {
    super(runs, log, failures);
  }

  @Override
  String left(Run run) {
    return run.staging() == null
        ? "Nothing was copied to the host."
        : "What is left in "
            + run.staging()
            + " is removed at the next start of the server. Close whatever holds files there.";
  }
}
