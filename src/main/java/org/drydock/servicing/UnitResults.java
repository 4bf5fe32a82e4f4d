package org.drydock.servicing;

import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.UpdateResult.State;
import org.drydock.update.Assessment;
import org.springframework.stereotype.Component;

/** Records what became of an update in an index, and of each checkpoint that goes in with it. */
@Component
public class UnitResults {

  private final Runs runs;
  private final ImageApplicability applicability;
  private final UpdateResults results;

  UnitResults(Runs runs, ImageApplicability applicability, UpdateResults results) {
    this.runs = runs;
    this.applicability = applicability;
    this.results = results;
  }

  /**
   * @param updateId the update that is applied with one command
   * @param code DISM's code, or null
   * @param message why, in words; null where nothing needs saying
   * @param dism what DISM said where it failed, or null
   */
  public void record(
      long runNumber,
      int index,
      String updateId,
      State state,
      String code,
      String message,
      DismWords dism) {
    PlannedUpdate update = runs.plan(runNumber).update(updateId);
    Run run = runs.require(runNumber);
    for (PlannedUpdate checkpoint : update.checkpoints()) {
      Assessment before = applicability.duringRun(run, index, checkpoint);
      if (before.state() == Assessment.State.INSTALLED) {
        results.record(
            runNumber, index, checkpoint.updateId(), State.INSTALLED, null, before.reason(), null);
      } else {
        results.record(
            runNumber,
            index,
            checkpoint.updateId(),
            state,
            code,
            together(update, state, message),
            dism);
      }
    }
    results.record(runNumber, index, updateId, state, code, message, dism);
  }

  private static String together(PlannedUpdate update, State state, String message) {
    String target = update.kb() == null ? update.fileName() : update.kb();
    return state == State.APPLIED
        ? "Applied together with " + target + ", which builds on it."
        : "It goes in only together with " + target + ": " + message;
  }
}
