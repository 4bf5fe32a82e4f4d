package org.drydock.servicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.update.Assessment;
import org.drydock.update.Checkpoints;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateKind;
import org.drydock.update.UpdateListings;
import org.drydock.update.UpdatePage;
import org.drydock.update.UpdateSearch;
import org.springframework.stereotype.Component;

/** The list from which updates are picked for an image. */
@Component
public class ApplicableUpdates {

  private final ImageLibrary images;
  private final UpdateCatalog catalog;
  private final UpdateListings listings;
  private final ImageApplicability applicability;

  ApplicableUpdates(
      ImageLibrary images,
      UpdateCatalog catalog,
      UpdateListings listings,
      ImageApplicability applicability) {
    this.images = images;
    this.catalog = catalog;
    this.listings = listings;
    this.applicability = applicability;
  }

  /**
   * An update, judged for an image. Of several indexes the one that wants the update most speaks
   * for the image.
   */
  public record Judged(SoftwareUpdate update, Assessment assessment) {}

  /**
   * Applicable and not yet applied; what cannot be told or applied here is shown too.
   *
   * @param filter words that must all occur in an update's metadata
   * @param architecture x86, x64, arm64 or all
   * @param everything also those that are installed or not applicable
   */
  public List<Judged> of(
      String imageId, String filter, String architecture, boolean superseded, boolean everything) {
    OsImage image = images.requireReady(imageId);
    List<SoftwareUpdate> companions =
        catalog.all().stream()
            .filter(
                update ->
                    update.kind() == UpdateKind.SERVICING_STACK || Checkpoints.canBeOne(update))
            .toList();
    List<Judged> judged = new ArrayList<>();
    String after = null;
    do {
      UpdatePage page =
          catalog.search(UpdateSearch.downloaded(filter, architecture, superseded, after));
      page.items().stream()
          .map(listed -> judge(image, listed.file(), companions))
          .filter(update -> everything || update.assessment().isOffered())
          .forEach(judged::add);
      after = page.next();
    } while (after != null);
    return judged;
  }

  /**
   * The same of updates whose files are not here, judged by what the catalogue says.
   *
   * @param search what to look for; all pages are answered at once
   */
  public List<UpdateListings.Judged> notDownloaded(
      String imageId, UpdateSearch search, boolean everything) {
    OsImage image = images.requireReady(imageId);
    return listings.judge(
        search, applicability.facts(image), applicability.understandsDeltas(), everything);
  }

  /** These updates alone, judged for an image as if they were picked together. */
  public List<Judged> of(String imageId, List<String> updateIds) {
    OsImage image = images.requireReady(imageId);
    List<SoftwareUpdate> updates = updateIds.stream().map(catalog::require).toList();
    List<SoftwareUpdate> companions =
        Stream.concat(updates.stream(), catalog.all().stream().filter(Checkpoints::canBeOne))
            .distinct()
            .toList();
    return updates.stream().map(update -> judge(image, update, companions)).toList();
  }

  private Judged judge(OsImage image, SoftwareUpdate update, List<SoftwareUpdate> companions) {
    return new Judged(
        update,
        applicability.ofImage(image, update, companions).values().stream()
            .min(Comparator.comparingInt(Assessment::eagerness))
            .orElse(
                new Assessment(
                    Assessment.State.NOT_APPLICABLE, "Image " + image.id() + " has no index.")));
  }
}
