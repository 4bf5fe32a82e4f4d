package org.drydock.servicing.step;

import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Leaves a mount that could not be discarded. */
@Component
class LeaveMount extends LeavingForReaper {

  LeaveMount(Runs runs, RunLog log, StepFailures failures) {
    super(runs, log, failures);
  }

  @Override
  String left(Run run) {
    return run.staging() == null
        ? "Nothing was copied to the host."
        : "An image may still be mounted below "
            + run.staging()
            + "; it is discarded at the next start of the server. Close whatever holds files there.";
  }
}
