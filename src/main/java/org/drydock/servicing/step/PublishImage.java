package org.drydock.servicing.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.image.ImageContents;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.image.PlacedVersion;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
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
  private final OfflineServicingLog servicingLog;
  private final boolean experimental;

  PublishImage(
      Runs runs,
      ImageLibrary images,
      ObjectMapper json,
      OfflineServicingLog servicingLog,
      DrydockProperties properties) {
    this.runs = runs;
    this.images = images;
    this.json = json;
    this.servicingLog = servicingLog;
    this.experimental = properties.wimdism().experimentalRealImages();
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    ImageVersion version = publishedBefore(run);
    if (version == null) {
      version = publish(run, context);
    }
    context.log(
        "Version %d of image %s is in use: %,d bytes, SHA-256 %s"
            .formatted(version.version(), run.imageId(), version.size(), version.sha256()));
    return Map.of("version", version.version());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    int version = ((Number) result.get("version")).intValue();
    Run run = runs.require(runNumber(execution));
    runs.publishes(run.runNumber(), version);
    execution.setVariable("newVersion", version);
    servicingLog.line("Updated history for image package " + run.imageId() + " in the database");
  }

  /** What a server that died right after publishing had done already. */
  private ImageVersion publishedBefore(Run run) {
    return images.versions(run.imageId()).stream()
        .filter(version -> run.runNumber().equals(version.runNumber()))
        .findFirst()
        .orElse(null);
  }

  private ImageVersion publish(Run run, TaskContext context) throws Exception {
    StagingArea staging = StagingArea.of(run);
    ImageContents contents = json.readValue(staging.contents().toFile(), ImageContents.class);
    int version = images.nextVersion(run.imageId());
    PlacedVersion placed =
        images.placeVersion(
            run.imageId(), version, staging.result(), context::cancelled, context::progress);
    return images.publish(
        run.imageId(),
        version,
        placed.sha256(),
        placed.size(),
        run.runNumber(),
        experimental,
        contents.indexes(),
        contents.packages());
  }
}
