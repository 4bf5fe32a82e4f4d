package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.distribution.DistributionPoints;
import org.drydock.servicing.DistributionResults;
import org.springframework.stereotype.Component;

/** Records that a distribution point could not be updated, and why. */
@Component
class RecordDistributionFailure implements JavaDelegate {

  private final DistributionPoints points;
  private final DistributionResults results;

  RecordDistributionFailure(DistributionPoints points, DistributionResults results) {
    this.points = points;
    this.results = results;
  }

  @Override
  public void execute(DelegateExecution execution) {
    results.failed(
        (Long) execution.getVariable("runNumber"),
        (String) execution.getVariable("imageId"),
        (Integer) execution.getVariable("version"),
        points.require((Long) execution.getVariable("distributionPointId")),
        (String) execution.getVariable("errorMessage"));
  }
}
