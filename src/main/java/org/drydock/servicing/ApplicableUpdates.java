package org.drydock.servicing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.update.Assessment;
import org.drydock.update.Checkpoints;
import org.drydock.update.ListedUpdate;
import org.drydock.update.ObtainableUpdates;
import org.drydock.update.ObtainableUpdates.Obtainable;
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
  private final ObtainableUpdates obtainable;
  private final ImageApplicability applicability;

  ApplicableUpdates(
      ImageLibrary images,
      UpdateCatalog catalog,
      UpdateListings listings,
      ObtainableUpdates obtainable,
      ImageApplicability applicability) {
    this.images = images;
    this.catalog = catalog;
    this.listings = listings;
    this.obtainable = obtainable;
    this.applicability = applicability;
  }

  /**
   * An update, judged for an image. Of several indexes the one that wants the update most speaks
   * for the image.
   */
  public record Judged(SoftwareUpdate update, Assessment assessment) {}

  /** What is known of an update, with how it stands to an image. */
  public record JudgedListing(ListedUpdate update, Assessment assessment) {}

  /**
   * Applicable and not yet applied; what cannot be told or applied here is shown too.
   *
   * @param filter words that must all occur in an update's metadata
   * @param architecture x86, x64, arm64 or all
   * @param everything also those that are installed or not applicable
   */
  public List<Judged> of(
      String imageId, String filter, String architecture, boolean superseded, boolean everything) {
    return listed(imageId, filter, architecture, superseded).stream()
        .filter(judged -> everything || judged.assessment().isOffered())
        .map(judged -> new Judged(judged.update().file(), judged.assessment()))
        .toList();
  }

  /** Whose files are here, superseded ones too, with what the catalogue says of each. */
  public List<JudgedListing> downloaded(String imageId, String filter) {
    return listed(imageId, filter, null, true);
  }

  private List<JudgedListing> listed(
      String imageId, String filter, String architecture, boolean superseded) {
    OsImage image = images.requireReady(imageId);
    List<SoftwareUpdate> companions = companions();
    List<JudgedListing> judged = new ArrayList<>();
    String after = null;
    do {
      UpdatePage page =
          catalog.search(UpdateSearch.downloaded(filter, architecture, superseded, after));
      page.items().stream()
          .map(
              listed ->
                  new JudgedListing(listed, judge(image, listed.file(), companions).assessment()))
          .forEach(judged::add);
      after = page.next();
    } while (after != null);
    return judged;
  }

  private List<SoftwareUpdate> companions() {
    return catalog.all().stream()
        .filter(
            update -> update.kind() == UpdateKind.SERVICING_STACK || Checkpoints.canBeOne(update))
        .toList();
  }

  /**
   * What an image could have once its files are here, with what has to come along.
   *
   * @param search what to look for; all pages are answered at once
   * @param admits which of them are wanted
   * @param waiting updates whose files are here, and which may need something that is not
   */
  public List<Obtainable> obtainable(
      String imageId,
      UpdateSearch search,
      Predicate<ListedUpdate> admits,
      List<SoftwareUpdate> waiting) {
    OsImage image = images.requireReady(imageId);
    return obtainable.of(
        search,
        admits,
        waiting,
        new ObtainableUpdates.Into(
            applicability.facts(image), companions(), applicability.understandsDeltas()));
  }

  /** Which of these updates an image has already, by what the catalogue and their files say. */
  public Set<String> installed(String imageId, Collection<String> ids) {
    OsImage image = images.requireReady(imageId);
    Map<String, List<Assessment>> judged =
        new HashMap<>(
            listings.judge(ids, applicability.facts(image), applicability.understandsDeltas()));
    listings.find(ids).stream()
        .filter(listed -> listed.file() != null)
        .forEach(
            listed ->
                judged.put(
                    listed.id(), List.of(judge(image, listed.file(), List.of()).assessment())));
    return judged.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().stream()
                    .allMatch(one -> one.state() == Assessment.State.INSTALLED))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
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
