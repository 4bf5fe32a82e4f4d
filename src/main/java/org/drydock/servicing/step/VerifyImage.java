package org.drydock.servicing.step;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.image.CompanionImage;
import org.drydock.image.ImageContents;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageReader;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicedImageCheck;
import org.drydock.servicing.StagingArea;
import org.drydock.servicing.UnservicedImages;
import org.springframework.stereotype.Component;

/** Reads the serviced image as an admin would and compares it with what the run applied. */
@Component
class VerifyImage extends ServicingTask {

  private static final String COMPANIONS = "companions";
  private static final TypeReference<List<CompanionImage>> LIST = new TypeReference<>() {};

  private final Runs runs;
  private final ImageReader reader;
  private final ServicedImageCheck check;
  private final ImageLibrary images;
  private final UnservicedImages unserviced;
  private final RunLog log;
  private final ObjectMapper json;

  VerifyImage(
      Runs runs,
      ImageReader reader,
      ServicedImageCheck check,
      ImageLibrary images,
      UnservicedImages unserviced,
      RunLog log,
      ObjectMapper json) {
    this.runs = runs;
    this.reader = reader;
    this.check = check;
    this.images = images;
    this.unserviced = unserviced;
    this.log = log;
    this.json = json;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    StagingArea staging = StagingArea.of(run);
    Path result = staging.result();
    context.log("Reading " + result);
    ImageContents contents =
        reader.readWithCompanions(result, staging.verification(), context::cancelled);
    check.check(run, contents);
    json.writeValue(staging.contents().toFile(), contents);
    context.log("The image holds every update that was applied.");
    List<CompanionImage> companions = new ArrayList<>(contents.companions());
    Optional<Path> boot = images.bootImages(run.imageId(), run.baseVersion());
    if (boot.isPresent()) {
      companions.addAll(
          reader.readBootImages(boot.get(), staging.verification(), context::cancelled));
    }
    return Map.of(COMPANIONS, companions);
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    List<CompanionImage> companions =
        json.convertValue(result.getOrDefault(COMPANIONS, List.of()), LIST);
    long run = runNumber(execution);
    unserviced.record(run, companions);
    for (CompanionImage image : companions) {
      log.line(
          run,
          execution.getCurrentActivityId(),
          "Not serviced: "
              + image.name()
              + (image.version() == null
                  ? ", which cannot be read."
                  : ", version " + image.version() + ". Service it as an image of its own."));
    }
  }
}
