package org.drydock.servicing.step;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Copies the image to the staging area; only the copy is serviced. */
@Component
class CopyImage extends ServicingTask {

  private final Runs runs;
  private final ImageLibrary images;

  CopyImage(Runs runs, ImageLibrary images) {
    this.runs = runs;
    this.images = images;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    ImageVersion version = images.version(run.imageId(), run.baseVersion());
    Path source = images.file(run.imageId(), run.baseVersion());
    Path target = StagingArea.of(run).image();
    context.log("Copying " + source + " to " + target);
    AtomicLong done = new AtomicLong();
    VerifiedCopy.copy(
        source,
        target,
        version.sha256(),
        context,
        bytes -> context.progress(100.0 * done.addAndGet(bytes) / version.size()));
    return Map.of();
  }
}
