package org.drydock.web.api;

import org.drydock.image.ImageLibrary;
import org.drydock.servicing.Runs;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Keeping a run or a version forever, over HTTP. */
@RestController
@RequestMapping("/api/v1")
class KeepController {

  private final Runs runs;
  private final ImageLibrary images;

  KeepController(Runs runs, ImageLibrary images) {
    this.runs = runs;
    this.images = images;
  }

  record Choice(Boolean keep) {

    boolean required() {
      if (keep == null) {
        throw new MissingFieldException("keep", "{\"keep\": true}");
      }
      return keep;
    }
  }

  @PutMapping("/runs/{number}/keep")
  @Audited("Keep or release run")
  RunSummary keepRun(@PathVariable long number, @RequestBody Choice choice) {
    runs.keep(number, choice.required());
    return RunSummary.of(runs.require(number));
  }

  @PutMapping("/images/{id}/versions/{version}/keep")
  @Audited("Keep or release version")
  ImageDetails.Version keepVersion(
      @PathVariable String id, @PathVariable int version, @RequestBody Choice choice) {
    images.keep(id, version, choice.required());
    return ImageDetails.Version.of(images.version(id, version), images);
  }
}
