package org.drydock.servicing.step;

import java.nio.file.Path;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.PackageDetails;
import org.drydock.servicing.ImageApplicability;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Prerequisites;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.StagingArea;
import org.drydock.servicing.UnitResults;
import org.drydock.servicing.UpdateResult.State;
import org.drydock.update.Assessment;
import org.springframework.stereotype.Component;

/**
 * Asks whether an update belongs into the mounted index: the metadata, and DISM where they do not
 * tell. Unpacking a package for that question takes DISM as long as half of adding it, and what it
 * answers to the adding is the last word anyway. It takes no .msu for the question.
 */
@Component
class CheckApplicability extends DismStep<PackageDetails> {

  private static final String NOT_SUPPORTED =
      "Not applying this update binary, it is not supported.";

  private final Runs runs;
  private final ImageApplicability applicability;
  private final Prerequisites prerequisites;
  private final UnitResults results;
  private final OfflineServicingLog servicingLog;

  CheckApplicability(
      Runs runs,
      ImageApplicability applicability,
      Prerequisites prerequisites,
      UnitResults results,
      OfflineServicingLog servicingLog) {
    this.runs = runs;
    this.applicability = applicability;
    this.prerequisites = prerequisites;
    this.results = results;
    this.servicingLog = servicingLog;
  }

  @Override
  protected Optional<DismCall<PackageDetails>> call(
      ActivityExecution execution, StagingArea staging) {
    PlannedUpdate update = update(execution);
    Assessment assessment = applicability.duringRun(run(execution), index(execution), update);
    Optional<String> missing =
        prerequisites.missing(
            runNumber(execution), index(execution), update.updateId(), assessment);
    if (missing.isPresent()) {
      skip(execution, State.NOT_ATTEMPTED, null, missing.get());
      return Optional.empty();
    }
    switch (assessment.state()) {
      case NOT_APPLICABLE -> skip(execution, State.NOT_APPLICABLE, null, assessment.reason());
      case INSTALLED -> skip(execution, State.INSTALLED, null, assessment.reason());
      case NOT_SUPPORTED -> skip(execution, State.NOT_SUPPORTED, null, assessment.reason());
      case APPLICABLE -> goOn(execution, assessment.state().name());
      case UNDETERMINED -> {
        if (update.container().equals("CAB")) {
          return Optional.of(
              new DismCall.PackageInfo(staging.mount(index(execution)), staging.update(update)));
        }
        goOn(execution, assessment.state().name());
      }
    }
    return Optional.empty();
  }

  @Override
  protected void succeeded(ActivityExecution execution, PackageDetails answer) {
    if (!Boolean.FALSE.equals(answer.applicable())) {
      goOn(execution, answer.applicable() == null ? "UNKNOWN" : "APPLICABLE");
    } else {
      skip(
          execution,
          State.NOT_APPLICABLE,
          null,
          "DISM says that the package is not applicable to this image.");
    }
  }

  @Override
  protected void refused(ActivityExecution execution, DismException cause) {
    if (cause.isNotSupported()) {
      skip(execution, State.NOT_SUPPORTED, cause.codeText(), cause.getMessage());
    } else if (cause.isNotApplicable()) {
      skip(execution, State.NOT_APPLICABLE, cause.codeText(), cause.getMessage());
    } else {
      throw failures().updateFailed(execution, cause);
    }
  }

  @Override
  protected BpmnError error(StepFailures noted, ActivityExecution execution, String message) {
    return noted.updateFailed(execution, message);
  }

  private void goOn(ActivityExecution execution, String state) {
    execution.setVariable("applicable", true);
    tell(execution, state);
  }

  private void skip(ActivityExecution execution, State state, String code, String reason) {
    execution.setVariable("applicable", false);
    results.record(
        runNumber(execution),
        index(execution),
        (String) execution.getVariable("updateId"),
        state,
        code,
        reason,
        null);
    tell(
        execution,
        state == State.NOT_SUPPORTED ? "APPLICABILITY_CHECK_NOT_SUPPORTED" : state.name());
    if (state == State.NOT_SUPPORTED) {
      servicingLog.line(NOT_SUPPORTED);
    }
    log(execution, update(execution).fileName() + " is skipped: " + reason);
  }

  private void tell(ActivityExecution execution, String state) {
    Path binary = StagingArea.of(run(execution)).update(update(execution));
    servicingLog.line("Applicability State = " + state + ", Update Binary = " + binary + ".");
  }

  private PlannedUpdate update(ActivityExecution execution) {
    return runs.plan(runNumber(execution)).update((String) execution.getVariable("updateId"));
  }
}
