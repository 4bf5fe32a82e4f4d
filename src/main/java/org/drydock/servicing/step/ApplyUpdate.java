package org.drydock.servicing.step;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.Done;
import org.drydock.servicing.DismWords;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.StagingArea;
import org.drydock.servicing.UnitResults;
import org.drydock.servicing.UpdateResult.State;
import org.springframework.stereotype.Component;

/** Adds an update to the mounted index. */
@Component
class ApplyUpdate extends DismStep<Done> {

  private final Runs runs;
  private final UnitResults results;
  private final OfflineServicingLog servicingLog;

  ApplyUpdate(Runs runs, UnitResults results, OfflineServicingLog servicingLog) {
    this.runs = runs;
    this.results = results;
    this.servicingLog = servicingLog;
  }

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    PlannedUpdate update =
        runs.plan(runNumber(execution)).update((String) execution.getVariable("updateId"));
    return Optional.of(
        new DismCall.AddPackage(staging.mount(index(execution)), List.of(staging.update(update))));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    execution.setVariable("indexChanged", true);
    record(execution, State.APPLIED, null);
  }

  @Override
  protected void refused(ActivityExecution execution, DismException cause) {
    if (cause.isNotApplicable()) {
      record(execution, State.NOT_APPLICABLE, cause);
    } else if (cause.isNotSupported()) {
      servicingLog.line("Not applying this update binary, it is not supported.");
      record(execution, State.NOT_SUPPORTED, cause);
    } else {
      throw failures().updateFailed(execution, cause);
    }
  }

  @Override
  protected BpmnError error(StepFailures noted, ActivityExecution execution, String message) {
    return noted.updateFailed(execution, message);
  }

  private void record(ActivityExecution execution, State state, DismException cause) {
    results.record(
        runNumber(execution),
        index(execution),
        (String) execution.getVariable("updateId"),
        state,
        cause == null ? null : cause.codeText(),
        cause == null ? null : cause.getMessage(),
        cause == null ? null : DismWords.of(cause));
  }
}
