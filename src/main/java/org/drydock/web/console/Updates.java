package org.drydock.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageState;
import org.drydock.servicing.ApplicableUpdates;
import org.drydock.site.DataFolder;
import org.drydock.update.Download;
import org.drydock.update.ListedUpdate;
import org.drydock.update.PackageMetadata;
import org.drydock.update.Parent;
import org.drydock.update.PayloadFile;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.SourceWatch;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateDownloads;
import org.drydock.update.UpdateListings;
import org.drydock.update.UpdateSearch;
import org.drydock.update.UpdateSource;
import org.drydock.update.UpdateSources;
import org.drydock.update.UpdateState;
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
  private final UpdateListings listings;
  private final UpdateDownloads downloads;
  private final UpdateSources sources;
  private final SourceWatch watch;
  private final UpdateNames names;
  private final ImageLibrary images;
  private final ApplicableUpdates applicable;
  private final DataFolder data;
  private final AtomicReference<SynchronizationReport> last = new AtomicReference<>();

  Updates(
      UpdateCatalog catalog,
      UpdateListings listings,
      UpdateDownloads downloads,
      UpdateSources sources,
      SourceWatch watch,
      UpdateNames names,
      ImageLibrary images,
      ApplicableUpdates applicable,
      DataFolder data) {
    this.catalog = catalog;
    this.listings = listings;
    this.downloads = downloads;
    this.sources = sources;
    this.watch = watch;
    this.names = names;
    this.images = images;
    this.applicable = applicable;
    this.data = data;
  }

  /** What the inbox held is shown until the next time. */
  void synchronize() {
    last.set(catalog.synchronize());
  }

  /** Has the files of an update fetched that is not here. */
  void download(String id) {
    downloads.request(listings.files(id), listings.describe(id).update().label());
  }

  UpdatesPage page(UpdatesPage.Search search, Wording words) {
    org.drydock.update.UpdatePage found =
        catalog.search(
            new UpdateSearch(
                search.filter(),
                search.architecture(),
                search.superseded(),
                named(search.classification()),
                named(search.product()),
                null,
                null,
                search.state().isEmpty() ? null : UpdateState.of(search.state()),
                UpdateSearch.Sorting.DATE,
                true,
                search.after(),
                UpdateSearch.DEFAULT_SIZE));
    String here = address(search);
    return new UpdatesPage(
        search,
        found.items().stream().map(listing -> row(listing, words)).toList(),
        search.after() == null ? null : here,
        found.next() == null ? null : here + "&after=" + found.next(),
        report(words),
        data.inbox().toString(),
        sources.all().stream().map(source -> source(source, words)).toList());
  }

  private static String named(String words) {
    return words.isBlank() ? null : words.strip();
  }

  private static String address(UpdatesPage.Search search) {
    UriComponentsBuilder address =
        UriComponentsBuilder.fromPath("/updates")
            .queryParam("filter", "{filter}")
            .queryParam("architecture", "{architecture}")
            .queryParam("classification", "{classification}")
            .queryParam("product", "{product}")
            .queryParam("state", "{state}");
    if (search.superseded()) {
      address.queryParam("superseded", "true");
    }
    return address
        .encode()
        .buildAndExpand(
            search.filter(),
            search.architecture(),
            search.classification(),
            search.product(),
            search.state())
        .toUriString();
  }

  private UpdatesPage.Source source(UpdateSource source, Wording words) {
    return new UpdatesPage.Source(
        source.name().replace('-', ' '),
        source.location(),
        words.moment(source.synchronizedAt()),
        words.day(source.contentDate()),
        watch.concern(source).orElse(null),
        source.errorCount(),
        source.errors().stream().map(error -> new File(error.subject(), error.reason())).toList());
  }

  UpdatePage page(String id, Wording words) {
    UpdateListings.Description known = listings.describe(id);
    ListedUpdate update = known.update();
    SoftwareUpdate file = update.file();
    List<Download> asked = downloads.all();
    return new UpdatePage(
        update.id(),
        update.label(),
        update.title(),
        badges(update),
        facts(update, words),
        file == null ? null : file.binary().sha256(),
        file == null ? null : file.binary().fileName(),
        known.catalogue() == null
            ? List.of()
            : known.catalogue().files().stream().map(one -> payload(one, asked)).toList(),
        known.catalogue() == null ? null : known.catalogue().description(),
        file == null && known.catalogue() != null && !known.catalogue().files().isEmpty(),
        update.supersededBy() == null ? null : names.link(update.supersededBy()),
        update.supersededReason(),
        listings.supersededBy(update.id()).stream().map(Updates::link).toList(),
        file == null ? List.of() : packages(file.packages(), 0),
        file == null ? List.of() : standings(file));
  }

  private static List<Badge> badges(ListedUpdate update) {
    List<Badge> badges = new ArrayList<>();
    if (update.file() == null) {
      badges.add(new Badge("warn", "not downloaded"));
    }
    if (update.supersededBy() != null) {
      badges.add(new Badge("idle", "superseded"));
    }
    if (update.withdrawn()) {
      badges.add(new Badge("idle", "withdrawn"));
    }
    return badges;
  }

  private static List<Fact> facts(ListedUpdate update, Wording words) {
    List<Fact> facts = new ArrayList<>();
    SoftwareUpdate file = update.file();
    if (file != null) {
      facts.add(new Fact("kind", file.kind().label().replace('-', ' ')));
    }
    facts.add(new Fact("classification", update.classification()));
    facts.add(new Fact("architecture", update.architecture()));
    if (!update.products().isEmpty()) {
      facts.add(new Fact("products", String.join(", ", update.products())));
    }
    facts.add(new Fact("released", words.day(update.releaseDate()).text()));
    facts.add(new Fact("size", Wording.size(update.size())));
    if (file != null) {
      facts.add(
          new Fact("payload", file.deltas() ? "deltas: Windows' own DISM only" : "whole files"));
    }
    return facts;
  }

  private static UpdatePage.Payload payload(PayloadFile file, List<Download> asked) {
    return new UpdatePage.Payload(
        file.fileName(),
        Wording.size(file.size()),
        file.sha1(),
        file.sha256(),
        file.url() == null ? null : file.url().toString(),
        asked.stream()
            .filter(download -> download.sha1().equalsIgnoreCase(file.sha1()))
            .findFirst()
            .map(Updates::state)
            .orElse(null));
  }

  private static UpdatePage.Arrival state(Download download) {
    return new UpdatePage.Arrival(
        switch (download.state()) {
          case QUEUED -> new Badge("idle", "waits");
          case DOWNLOADING -> new Badge("run", "arriving");
          case COMPLETE -> new Badge("ok", "complete");
          case FAILED -> new Badge("bad", "failed");
        },
        download.error());
  }

  private static Link link(ListedUpdate update) {
    return new Link(update.label(), "/updates/" + update.id());
  }

  private Row row(ListedUpdate update, Wording words) {
    return new Row(
        link(update),
        update.title(),
        update.file() == null ? null : update.file().kind().label().replace('-', ' '),
        update.classification(),
        update.architecture(),
        words.day(update.releaseDate()),
        Wording.size(update.size()),
        update.supersededBy() == null ? null : names.link(update.supersededBy()));
  }

  private Report report(Wording words) {
    SynchronizationReport report = last.get();
    return report == null
        ? null
        : new Report(
            words.moment(report.endedAt()),
            report.skipped() != null
                ? report.skipped()
                : report.added().size()
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
