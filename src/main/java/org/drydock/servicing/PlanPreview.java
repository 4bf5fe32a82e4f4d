package org.drydock.servicing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drydock.host.LocalHost;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.site.ServicingDrive;
import org.drydock.update.Assessment;
import org.drydock.update.ImageFacts;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/** Shows what a run would do, without starting it. */
@Component
public class PlanPreview {

  private final ServicingPlanner planner;
  private final ImageApplicability applicability;
  private final UpdateCatalog updates;
  private final ServicingDrive drive;
  private final LocalHost host;

  PlanPreview(
      ServicingPlanner planner,
      ImageApplicability applicability,
      UpdateCatalog updates,
      ServicingDrive drive,
      LocalHost host) {
    this.planner = planner;
    this.applicability = applicability;
    this.updates = updates;
    this.drive = drive;
    this.host = host;
  }

  /**
   * @param plan what the run would set out to do
   * @param forecasts what metadata tell of each update, in the order in which they would be applied
   * @param stagingRoot where this node would service the image
   * @param freeBytes what is free there now
   */
  public record Preview(
      ServicingPlan plan, List<Forecast> forecasts, Path stagingRoot, long freeBytes) {

    public boolean fits() {
      return freeBytes >= plan.needBytes();
    }
  }

  /**
   * What will probably become of an update; DISM has the last word.
   *
   * @param indexes by index number, with all updates before it applied
   */
  public record Forecast(PlannedUpdate update, Map<Integer, Assessment> indexes) {}

  /**
   * @throws org.drydock.site.BadInput when the request is incomplete
   * @throws org.drydock.site.NotFound when the image or an update does not exist
   * @throws org.drydock.site.Conflict when the image does not allow it
   */
  public Preview of(ServicingRequest request) {
    ServicingPlan plan = planner.plan(request);
    Path staging = drive.stagingRoot();
    return new Preview(plan, forecasts(plan), staging, host.freeSpace(staging));
  }

  private List<Forecast> forecasts(ServicingPlan plan) {
    Map<Integer, ImageFacts> facts = new LinkedHashMap<>();
    for (int index : plan.indexes()) {
      facts.put(index, applicability.facts(plan.imageId(), plan.baseVersion(), index));
    }
    List<Forecast> forecasts = new ArrayList<>();
    for (PlannedUpdate update : plan.updates()) {
      Map<Integer, Assessment> indexes = new LinkedHashMap<>();
      facts.replaceAll(
          (index, before) -> {
            Assessment assessment = applicability.assess(update, before);
            indexes.put(index, assessment);
            return ImageApplicability.canGoIn(assessment) ? after(update, before) : before;
          });
      forecasts.add(new Forecast(update, indexes));
    }
    return forecasts;
  }

  private ImageFacts after(PlannedUpdate update, ImageFacts before) {
    ImageFacts after = before;
    for (PlannedUpdate member : update.members()) {
      after = after.after(updates.require(member.updateId()));
    }
    return after;
  }
}
