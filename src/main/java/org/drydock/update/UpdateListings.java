package org.drydock.update;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Lists updates, those whose files are here and those that only the catalogue knows, as one. */
@Service
public class UpdateListings {

  private final CurrentIndex index;
  private final UpdateRecords records;
  private final CatalogueDescriptions descriptions;

  UpdateListings(CurrentIndex index, UpdateRecords records, CatalogueDescriptions descriptions) {
    this.index = index;
    this.records = records;
    this.descriptions = descriptions;
  }

  /**
   * An update with all that is known of it.
   *
   * @param catalogue what the catalogue says of it, or null where it is unknown there
   */
  public record Description(ListedUpdate update, CatalogueUpdate catalogue) {}

  /**
   * @throws UpdateNotFoundException when the page is to begin after an update that is unknown
   */
  public UpdatePage search(UpdateSearch search) {
    List<IndexedUpdate> found = index.get().search(search);
    boolean more = found.size() > search.size();
    List<IndexedUpdate> page = more ? found.subList(0, search.size()) : found;
    return new UpdatePage(listed(page), more ? page.get(page.size() - 1).id() : null);
  }

  /**
   * @param id of a file's update, or of an update in the catalogue
   * @throws UpdateNotFoundException when nobody knows it
   */
  public Description describe(String id) {
    IndexedUpdate update = require(id);
    return new Description(
        listed(List.of(update)).get(0),
        update.revisionId() == 0
            ? null
            : descriptions.describe(update.revisionId(), update.members()));
  }

  /** An update by its own id or the one it has in the catalogue, if anybody knows it. */
  public Optional<ListedUpdate> find(String id) {
    return index.get().find(id).map(update -> listed(List.of(update)).get(0));
  }

  /** What this update makes unnecessary, the newest first. */
  public List<ListedUpdate> supersededBy(String id) {
    return listed(
        index.get().all().stream().filter(update -> id.equals(update.supersededBy())).toList());
  }

  /**
   * The files of an update, with where the catalogue says they are; empty where it names none.
   *
   * @param id of a file's update, or of an update in the catalogue
   * @throws UpdateNotFoundException when nobody knows it
   */
  public List<PayloadFile> files(String id) {
    CatalogueUpdate known = describe(id).catalogue();
    return known == null ? List.of() : known.files();
  }

  /**
   * An update that only the catalogue knows, judged for an image.
   *
   * @param assessment of the index of the image that wants it most
   */
  public record Judged(ListedUpdate update, Assessment assessment) {}

  /**
   * What only the catalogue knows, judged by what it says.
   *
   * @param search pages are not asked for: everything that matches is judged
   * @param indexes of the image, one at least
   * @param everything also what is installed or does not belong into the image
   */
  public List<Judged> judge(
      UpdateSearch search,
      List<ImageFacts> indexes,
      boolean engineUnderstandsDeltas,
      boolean everything) {
    UpdateIndex current = index.get();
    List<CatalogueApplicability> images =
        indexes.stream()
            .map(
                facts ->
                    new CatalogueApplicability(
                        facts, engineUnderstandsDeltas, descriptions, current))
            .toList();
    List<IndexedUpdate> found =
        current.searchAll(search).stream()
            .filter(update -> !update.isDownloaded())
            .filter(
                update ->
                    everything || images.stream().anyMatch(image -> image.atOnce(update) == null))
            .toList();
    images.forEach(
        image ->
            image.prepare(found.stream().filter(update -> image.atOnce(update) == null).toList()));
    return found.stream()
        .map(update -> judged(update, images))
        .filter(judged -> everything || judged.assessment().isOffered())
        .toList();
  }

  /**
   * These updates, judged for each index by what the catalogue says; what it does not know is left
   * out.
   *
   * @return by id, one assessment for each index, in order
   */
  public Map<String, List<Assessment>> judge(
      Collection<String> ids, List<ImageFacts> indexes, boolean engineUnderstandsDeltas) {
    UpdateIndex current = index.get();
    List<IndexedUpdate> known =
        ids.stream()
            .flatMap(id -> current.find(id).stream())
            .filter(update -> update.revisionId() != 0)
            .toList();
    List<CatalogueApplicability> images =
        indexes.stream()
            .map(
                facts ->
                    new CatalogueApplicability(
                        facts, engineUnderstandsDeltas, descriptions, current))
            .toList();
    images.forEach(image -> image.prepare(known));
    return known.stream()
        .collect(
            Collectors.toMap(
                IndexedUpdate::id,
                update -> images.stream().map(image -> image.assess(update)).toList(),
                (first, second) -> first));
  }

  /** Updates by their ids, in that order; what nobody knows is left out. */
  public List<ListedUpdate> find(Collection<String> ids) {
    UpdateIndex current = index.get();
    return listed(ids.stream().flatMap(id -> current.find(id).stream()).toList());
  }

  private static Judged judged(IndexedUpdate update, List<CatalogueApplicability> images) {
    return new Judged(
        listed(update, null),
        images.stream()
            .map(image -> image.assess(update))
            .min(Comparator.comparingInt(Assessment::eagerness))
            .orElseThrow());
  }

  List<ListedUpdate> listed(Collection<IndexedUpdate> updates) {
    List<String> ids =
        updates.stream().map(IndexedUpdate::fileId).filter(Objects::nonNull).toList();
    Map<String, SoftwareUpdate> files = ids.isEmpty() ? Map.of() : records.find(ids);
    return updates.stream()
        .map(update -> listed(update, update.isDownloaded() ? files.get(update.fileId()) : null))
        .toList();
  }

  private IndexedUpdate require(String id) {
    return index.get().find(id).orElseThrow(() -> new UpdateNotFoundException(id));
  }

  static ListedUpdate listed(IndexedUpdate update, SoftwareUpdate file) {
    return new ListedUpdate(
        update.id(),
        update.kb(),
        update.title(),
        update.classification(),
        update.products(),
        update.architecture(),
        Instant.ofEpochMilli(update.releasedAt()),
        update.size(),
        update.catalogueId(),
        update.withdrawn(),
        update.supersededBy(),
        update.supersededReason(),
        file);
  }
}
