package org.drydock.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.drydock.image.ImageLibrary;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.servicing.UpdateResult;
import org.drydock.servicing.UpdateResults;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which updates belong into an image, and what became of those that were tried, over HTTP. */
@RestController
@RequestMapping("/api/v1/images/{id}")
class ApplicableUpdatesController {

  private final ImageLibrary images;
  private final UpdateCatalog catalog;
  private final ApplicableUpdates applicable;
  private final UpdateResults results;

  ApplicableUpdatesController(
      ImageLibrary images,
      UpdateCatalog catalog,
      ApplicableUpdates applicable,
      UpdateResults results) {
    this.images = images;
    this.catalog = catalog;
    this.applicable = applicable;
    this.results = results;
  }

  /**
   * @param applicability applicable, not-applicable, installed, not-supported or undetermined
   * @param reason why, in words
   */
  record ApplicableUpdate(
      String id,
      String kb,
      String title,
      String architecture,
      String classification,
      String applicability,
      String reason) {

    static ApplicableUpdate of(ApplicableUpdates.Judged judged) {
      SoftwareUpdate update = judged.update();
      return new ApplicableUpdate(
          update.id(),
          update.kb(),
          update.title(),
          update.architecture(),
          update.classification(),
          judged.assessment().state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          judged.assessment().reason());
    }
  }

  /** The last result of an update in an index. */
  record UpdateStatus(
      int index,
      String updateId,
      String kb,
      String title,
      String result,
      String code,
      String message,
      long run) {}

  @GetMapping("/applicable-updates")
  List<ApplicableUpdate> applicable(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(defaultValue = "all") String architecture,
      @RequestParam(defaultValue = "false") boolean superseded,
      @RequestParam(defaultValue = "false") boolean everything) {
    return applicable.of(id, filter, architecture, superseded, everything).stream()
        .map(ApplicableUpdate::of)
        .toList();
  }

  /** The last run that tried an update in an index decides. */
  @GetMapping("/update-status")
  List<UpdateStatus> status(@PathVariable String id) {
    images.require(id);
    return results.latestOf(id).stream().map(found -> status(found.run(), found.result())).toList();
  }

  private UpdateStatus status(long run, UpdateResult result) {
    Optional<SoftwareUpdate> update = catalog.find(result.updateId());
    return new UpdateStatus(
        result.index(),
        result.updateId(),
        update.map(SoftwareUpdate::kb).orElse(null),
        update.map(SoftwareUpdate::title).orElse(null),
        result.state().label(),
        result.code(),
        result.message(),
        run);
  }
}
