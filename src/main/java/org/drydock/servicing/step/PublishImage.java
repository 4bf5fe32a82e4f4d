package org.drydock.servicing.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.image.ImageContents;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.image.PlacedVersion;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.drydock.servicing.StagingArea;
import org.drydock.site.DrydockProperties;
import org.springframework.stereotype.Component;

/** Makes the verified image a new version, which from then on is the one in use. */
@Component
class PublishImage extends ServicingTask {

  private final Runs runs;
  private final ImageLibrary images;
  private final ObjectMapper json;
  private final RunLog log;
  private final OfflineServicingLog servicingLog;
  private final boolean experimental;

  PublishImage(
      Runs runs,
      ImageLibrary images,
      ObjectMapper json,
      RunLog log,
      OfflineServicingLog servicingLog,
      DrydockProperties properties) {
    this.runs = runs;
    this.images = images;
    this.json = json;
    this.log = log;
    this.servicingLog = servicingLog;
    this.experimental = properties.wimdism().experimentalRealImages();
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    Run run = runs.require(runNumber(execution));
    int version = runs.reserveVersion(run.runNumber(), images.latestVersion(run.imageId()));
    return Optional.of(Map.of("runNumber", run.runNumber(), "version", version));
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    StagingArea staging = StagingArea.of(run);
    int version = ((Number) input.get("version")).intValue();
    PlacedVersion placed =
        images.placeVersion(
            run.imageId(),
            version,
            staging.result(),
            context::cancelled,
            context::progress,
            context::confirmOwnership);
    return Map.of(
        "placed",
        placed,
        "contents",
        json.readValue(staging.contents().toFile(), ImageContents.class));
  }

  /**
   * The version comes into use in the transaction that ends the step: a node that was given up
   * meanwhile cannot publish any more.
   */
  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    Run run = runs.require(runNumber(execution));
    PlacedVersion placed = (PlacedVersion) result.get("placed");
    ImageContents contents = (ImageContents) result.get("contents");
    ImageVersion version =
        images.publish(
            run.imageId(),
            run.reservedVersion(),
            placed.sha256(),
            placed.size(),
            run.runNumber(),
            experimental,
            contents.indexes(),
            contents.packages());
    runs.publishes(run.runNumber(), version.version());
    execution.setVariable("newVersion", version.version());
    log.line(
        run.runNumber(),
        "Version %d of image %s is in use: %,d bytes, SHA-256 %s"
            .formatted(version.version(), run.imageId(), version.size(), version.sha256()));
    servicingLog.line("Updated history for image package " + run.imageId() + " in the database");
  }
}
