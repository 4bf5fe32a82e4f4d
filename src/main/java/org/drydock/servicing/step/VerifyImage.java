package org.drydock.servicing.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.drydock.image.ImageContents;
import org.drydock.image.ImageReader;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicedImageCheck;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Reads the serviced image as an admin would and compares it with what the run applied. */
@Component
class VerifyImage extends ServicingTask {

  private final Runs runs;
  private final ImageReader reader;
  private final ServicedImageCheck check;
  private final ObjectMapper json;

  VerifyImage(Runs runs, ImageReader reader, ServicedImageCheck check, ObjectMapper json) {
    this.runs = runs;
    this.reader = reader;
    this.check = check;
    this.json = json;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    StagingArea staging = StagingArea.of(run);
    Path result = staging.result();
    context.log("Reading " + result);
    ImageContents contents = reader.read(result, staging.verification(), context::cancelled);
    check.check(run, contents);
    json.writeValue(staging.contents().toFile(), contents);
    context.log("The image holds every update that was applied.");
    return Map.of();
  }
}
