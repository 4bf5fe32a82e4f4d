package org.drydock.servicing.step;

import java.util.List;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.servicing.Occurrences;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.springframework.stereotype.Component;

/** What the repeated steps of the processes repeat over. */
@Component
public class PlannedWork {

  private final Runs runs;
  private final DistributionPoints points;
  private final Occurrences occurrences;

  PlannedWork(Runs runs, DistributionPoints points, Occurrences occurrences) {
    this.runs = runs;
    this.points = points;
    this.occurrences = occurrences;
  }

  public List<Integer> indexes(long runNumber) {
    return runs.plan(runNumber).indexes();
  }

  /**
   * @param phase 1 before the clean-up, 2 after it; without a clean-up all are in phase 1
   */
  public List<String> updates(long runNumber, int phase) {
    boolean withCleanUp = runs.require(runNumber).removeSupersededUpdates();
    return ids(runs.plan(runNumber).updates(phase, withCleanUp));
  }

  public List<Long> distributionPoints() {
    return points.all().stream().map(DistributionPoint::id).toList();
  }

  public List<String> scheduledImages(long scheduleId) {
    return occurrences.images(scheduleId);
  }

  public List<Integer> imageGroups(long occurrence) {
    return occurrences.groups(occurrence);
  }

  public List<Integer> imagesOfGroup(long occurrence, int group) {
    return occurrences.places(occurrence, group);
  }

  private static List<String> ids(List<PlannedUpdate> updates) {
    return updates.stream().map(PlannedUpdate::updateId).toList();
  }
}
