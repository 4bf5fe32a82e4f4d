package org.drydock.servicing;

import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.springframework.stereotype.Component;

/** Judges how a run ended, from what was recorded during it. */
@Component
public class RunOutcome {

  private final UpdateResults results;
  private final DistributionResults distributions;
  private final DistributionPoints points;

  RunOutcome(UpdateResults results, DistributionResults distributions, DistributionPoints points) {
    this.results = results;
    this.distributions = distributions;
    this.points = points;
  }

  public RunStatus of(Run run) {
    if (run.status() == RunStatus.CANCELLING) {
      return RunStatus.CANCELLED;
    }
    if (run.hasFailed()) {
      return RunStatus.FAILED;
    }
    return results.hasErrors(run.runNumber()) || lacksDistribution(run)
        ? RunStatus.SUCCESSFUL_WITH_ERRORS
        : RunStatus.SUCCESSFUL;
  }

  private boolean lacksDistribution(Run run) {
    return run.updateDistributionPoints()
        && run.newVersion() != null
        && points.all().stream().anyMatch(point -> !reached(run, point));
  }

  private boolean reached(Run run, DistributionPoint point) {
    return distributions.ofRun(run.runNumber()).stream()
        .filter(DistributionResult::successful)
        .anyMatch(result -> result.distributionPointId() == point.id());
  }
}
