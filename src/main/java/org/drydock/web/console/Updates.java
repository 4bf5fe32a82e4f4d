package org.drydock.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.site.DataFolder;
import org.drydock.update.PackageMetadata;
import org.drydock.update.Parent;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateListing;
import org.drydock.update.UpdateSearch;
import org.drydock.web.console.ImagePage.Fact;
import org.drydock.web.console.UpdatePage.Pack;
import org.drydock.web.console.UpdatePage.Standing;
import org.drydock.web.console.UpdatesPage.File;
import org.drydock.web.console.UpdatesPage.Report;
import org.drydock.web.console.UpdatesPage.Row;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Puts the catalogue and the page of one update together. */
@Component
class Updates {

  private final UpdateCatalog catalog;
  private final UpdateNames names;
  private final ImageLibrary images;
  private final ApplicableUpdates applicable;
  private final DataFolder data;
  private final AtomicReference<SynchronizationReport> last = new AtomicReference<>();

  Updates(
      UpdateCatalog catalog,
      UpdateNames names,
      ImageLibrary images,
      ApplicableUpdates applicable,
      DataFolder data) {
    this.catalog = catalog;
    this.names = names;
    this.images = images;
    this.applicable = applicable;
    this.data = data;
  }

  /** What the inbox held is shown until the next time. */
  void synchronize() {
    last.set(catalog.synchronize());
  }

  /**
   * @param after the id of the last update of the page before; null for the first page
   */
  UpdatesPage page(
      String filter, String architecture, boolean superseded, String after, Wording words) {
    org.drydock.update.UpdatePage found =
        catalog.search(
            new UpdateSearch(filter, architecture, superseded, after, UpdateSearch.DEFAULT_SIZE));
    UriComponentsBuilder address =
        UriComponentsBuilder.fromPath("/updates")
            .queryParam("filter", "{filter}")
            .queryParam("architecture", "{architecture}");
    if (superseded) {
      address.queryParam("superseded", "true");
    }
    String here = address.encode().buildAndExpand(filter, architecture).toUriString();
    return new UpdatesPage(
        filter,
        architecture,
        superseded,
        found.items().stream().map(listing -> row(listing, words)).toList(),
        after == null ? null : here,
        found.next() == null ? null : here + "&after=" + found.next(),
        report(words),
        data.inbox().toString());
  }

  UpdatePage page(String id, Wording words) {
    UpdateListing listing = catalog.requireListing(id);
    SoftwareUpdate update = listing.update();
    return new UpdatePage(
        update.label(),
        update.title(),
        listing.supersededBy() == null ? null : new Badge("idle", "superseded"),
        List.of(
            new Fact("kind", update.kind().label().replace('-', ' ')),
            new Fact("classification", update.classification()),
            new Fact("architecture", update.architecture()),
            new Fact("released", words.day(update.releaseDate()).text()),
            new Fact("size", Wording.size(update.binary().size())),
            new Fact(
                "payload", update.deltas() ? "deltas: Windows' own DISM only" : "whole files")),
        update.binary().sha256(),
        update.binary().fileName(),
        listing.supersededBy() == null ? null : names.link(listing.supersededBy()),
        superseded(id),
        packages(update.packages(), 0),
        standings(update));
  }

  private Row row(UpdateListing listing, Wording words) {
    SoftwareUpdate update = listing.update();
    return new Row(
        new Link(update.label(), "/updates/" + update.id()),
        update.title(),
        update.kind().label().replace('-', ' '),
        update.classification(),
        update.architecture(),
        words.day(update.releaseDate()),
        Wording.size(update.binary().size()),
        listing.supersededBy() == null ? null : names.link(listing.supersededBy()));
  }

  private Report report(Wording words) {
    SynchronizationReport report = last.get();
    return report == null
        ? null
        : new Report(
            words.moment(report.endedAt()),
            report.added().size()
                + " added, "
                + report.unchanged().size()
                + " known already, "
                + report.refused().size()
                + " refused, "
                + report.waiting().size()
                + " waiting.",
            report.added().stream()
                .map(file -> (file.kb() == null ? file.file() : file.kb()) + ": " + file.title())
                .toList(),
            report.refused().stream().map(file -> new File(file.file(), file.reason())).toList(),
            report.waiting().stream().map(file -> new File(file.file(), file.reason())).toList());
  }

  private List<Link> superseded(String id) {
    List<Link> superseded = new ArrayList<>();
    String after = null;
    do {
      org.drydock.update.UpdatePage page =
          catalog.search(new UpdateSearch(null, "all", true, after, UpdateSearch.LARGEST_SIZE));
      page.items().stream()
          .filter(listing -> id.equals(listing.supersededBy()))
          .map(listing -> names.link(listing.update().id()))
          .forEach(superseded::add);
      after = page.next();
    } while (after != null);
    return superseded;
  }

  private static List<Pack> packages(List<PackageMetadata> packages, int depth) {
    return packages.stream()
        .flatMap(
            one ->
                Stream.concat(
                    Stream.of(
                        new Pack(
                            one.identity().toString(),
                            depth,
                            one.releaseType(),
                            one.description() == null ? one.displayName() : one.description(),
                            one.parents().stream().map(Updates::parent).toList(),
                            one.servicingStackFloor() == null
                                ? null
                                : one.servicingStackFloor().toString())),
                    packages(one.nested(), depth + 1).stream()))
        .toList();
  }

  private static String parent(Parent parent) {
    boolean later = parent.revision() == Parent.Comparison.GE;
    return String.join(" or ", parent.alternatives().stream().map(Object::toString).toList())
        + (later ? " or later" : "");
  }

  private List<Standing> standings(SoftwareUpdate update) {
    return images.all().stream()
        .filter(image -> image.state() == ImageState.READY)
        .flatMap(
            image ->
                applicable.of(image.id(), update.label(), "all", true, true).stream()
                    .filter(judged -> judged.update().id().equals(update.id()))
                    .map(
                        judged ->
                            new Standing(
                                new Link(image.name(), "/images/" + image.id()),
                                Badge.of(judged.assessment().state()),
                                judged.assessment().reason())))
        .toList();
  }
}
