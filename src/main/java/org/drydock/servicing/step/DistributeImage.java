package org.drydock.servicing.step;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.distribution.Distribution;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.image.ImageLibrary;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.DistributionResults;
import org.springframework.stereotype.Component;

/** Copies an image version to one distribution point. */
@Component
class DistributeImage extends TaskDelegate {

  private final ImageLibrary images;
  private final DistributionPoints points;
  private final Distribution distribution;
  private final DistributionResults results;

  DistributeImage(
      ImageLibrary images,
      DistributionPoints points,
      Distribution distribution,
      DistributionResults results) {
    this.images = images;
    this.points = points;
    this.distribution = distribution;
    this.results = results;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    Map<String, Object> input = new HashMap<>();
    for (String name : new String[] {"imageId", "version", "distributionPointId"}) {
      input.put(name, execution.getVariable(name));
    }
    return Optional.of(input);
  }

  /** Published versions are where every node sees them. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    String imageId = (String) input.get("imageId");
    int version = ((Number) input.get("version")).intValue();
    DistributionPoint point =
        points.require(((Number) input.get("distributionPointId")).longValue());
    context.log("Copying version " + version + " of image " + imageId + " to " + point.name());
    Path sent =
        distribution.send(
            point,
            images.shipment(imageId, version),
            context::cancelled,
            context::confirmOwnership,
            context::progress);
    context.log("Distributed to " + sent);
    return Map.of("path", sent.toString());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    results.succeeded(
        runNumber(execution),
        (String) execution.getVariable("imageId"),
        (Integer) execution.getVariable("version"),
        points.require((Long) execution.getVariable("distributionPointId")),
        (String) result.get("path"));
  }
}
