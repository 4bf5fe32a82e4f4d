package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingPlanner;
import org.drydock.servicing.ServicingRequest;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.DrydockProperties;
import org.drydock.site.NotFound;
import org.springframework.stereotype.Component;

/** Validates the request, gives the run its number and stores its plan. */
@Component
class PlanServicing implements JavaDelegate {

  private final ServicingPlanner planner;
  private final Runs runs;
  private final RunLog log;
  private final OfflineServicingLog servicingLog;
  private final DrydockProperties properties;

  PlanServicing(
      ServicingPlanner planner,
      Runs runs,
      RunLog log,
      OfflineServicingLog servicingLog,
      DrydockProperties properties) {
    this.planner = planner;
    this.runs = runs;
    this.log = log;
    this.servicingLog = servicingLog;
    this.properties = properties;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      ServicingRequest request = RequestVariables.read(execution);
      ServicingPlan plan = planner.plan(request);
      accept(execution, runs.create(request, plan, execution.getProcessInstanceId()), plan);
    } catch (BadInput | NotFound | Conflict e) {
      execution.setVariable("rejection", e.getMessage());
      throw new BpmnError("Error_RequestRejected", e.getMessage());
    }
  }

  private void accept(DelegateExecution execution, Run run, ServicingPlan plan) {
    execution.setProcessBusinessKey(run.runNumber().toString());
    execution.setVariable("runNumber", run.runNumber());
    execution.setVariable("imageId", run.imageId());
    execution.setVariable("continueOnError", run.continueOnError());
    execution.setVariable("updateDistributionPoints", run.updateDistributionPoints());
    execution.setVariable("removeSupersededUpdates", run.removeSupersededUpdates());
    execution.setVariable("updatesAfterCleanUp", !plan.afterCleanUp().isEmpty());
    execution.setVariable("longestRun", properties.servicing().longestRun().toString());
    execution.setVariable("imageChanged", false);
    execution.setVariable("cancelRequested", false);
    execution.setVariable("imageInDoubt", false);
    execution.setVariable("lostHost", null);
    tell(execution.getCurrentActivityId(), run, plan);
    if (execution.getVariable("leftOut") instanceof String leftOut) {
      leftOut
          .lines()
          .forEach(line -> log.line(run.runNumber(), execution.getCurrentActivityId(), line));
    }
  }

  private void tell(String step, Run run, ServicingPlan plan) {
    log.line(
        run.runNumber(),
        step,
        "Run %d: image %s, version %d. %s."
            .formatted(run.runNumber(), run.imageId(), run.baseVersion(), run.cause()));
    plan.updates()
        .forEach(
            update ->
                log.line(
                    run.runNumber(),
                    step,
                    "Planned: " + update.title() + " (" + update.fileName() + ")"));
    log.line(
        run.runNumber(),
        step,
        plan.compactImage()
            ? "Planned: export the image when that shrinks its file by more than a tenth"
            : "Not planned: to export the image for the room that it saves");
    plan.added().forEach(added -> log.line(run.runNumber(), step, added.reason()));
    plan.replaced().forEach(replaced -> log.line(run.runNumber(), step, replaced.reason()));
    plan.outdated().forEach(outdated -> log.line(run.runNumber(), step, outdated.reason()));
    servicingLog.line(
        "Processing started for Schedule with ID "
            + (run.scheduleId() == null ? "none, run " + run.runNumber() : run.scheduleId()));
  }
}
