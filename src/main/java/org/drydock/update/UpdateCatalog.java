package org.drydock.update;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.drydock.update.FolderSource.Finding;
import org.drydock.update.SynchronizationReport.KnownFile;
import org.drydock.update.SynchronizationReport.RefusedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Knows which updates exist: reads the sources and answers questions about what they held. */
@Service
public class UpdateCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateCatalog.class);

  private final FolderSource source;
  private final ContentLibrary library;
  private final UpdateRecords records;
  private final OfflineCatalogueSource offlineCatalogue;
  private final CatalogueFetch fetch;
  private final SynchronizationTurn turn;
  private final UpdateSources sources;
  private final UpdateListings listings;
  private final Clock clock;
  private final ReentrantLock synchronizing = new ReentrantLock();

  UpdateCatalog(
      FolderSource source,
      ContentLibrary library,
      UpdateRecords records,
      OfflineCatalogueSource offlineCatalogue,
      CatalogueFetch fetch,
      SynchronizationTurn turn,
      UpdateSources sources,
      UpdateListings listings,
      Clock clock) {
    this.source = source;
    this.library = library;
    this.records = records;
    this.offlineCatalogue = offlineCatalogue;
    this.fetch = fetch;
    this.turn = turn;
    this.sources = sources;
    this.listings = listings;
    this.clock = clock;
  }

  /** The same, to the end. */
  public SynchronizationReport synchronize() {
    return synchronize(() -> {});
  }

  /**
   * Reads the inbox, update files first, and then the offline catalogue, there or where it is
   * fetched, and adds what is new. A second caller on this node waits for the first; while another
   * node does it, nothing is done, and the report says so.
   *
   * @param checkCancelled called again and again; what it throws ends the synchronisation
   */
  public SynchronizationReport synchronize(Runnable checkCancelled) {
    synchronizing.lock();
    try {
      return turn.take().map(this::notAgain).orElseGet(() -> synchronizeAlone(checkCancelled));
    } finally {
      turn.giveBack();
      synchronizing.unlock();
    }
  }

  private SynchronizationReport notAgain(String other) {
    LOG.info("Not synchronised: {}", other);
    Instant now = clock.instant();
    return new SynchronizationReport(
        now, now, List.of(), List.of(), List.of(), List.of(), List.of(), other);
  }

  public Optional<SoftwareUpdate> find(String id) {
    return records.find(id).map(UpdateListing::update);
  }

  /**
   * @throws UpdateNotDownloadedException when only the offline catalogue knows it
   * @throws UpdateNotFoundException when nobody knows it
   */
  public SoftwareUpdate require(String id) {
    return requireListing(id).update();
  }

  private RuntimeException notHere(String id) {
    return listings
        .find(id)
        .filter(known -> known.file() == null)
        .<RuntimeException>map(known -> new UpdateNotDownloadedException(id, known.label()))
        .orElseGet(() -> new UpdateNotFoundException(id));
  }

  public UpdateListing requireListing(String id) {
    return records.find(id).orElseThrow(() -> notHere(id));
  }

  /** Every update, the newest first. */
  public List<SoftwareUpdate> all() {
    return records.all();
  }

  /** One page of what matches, whether its file is here or only a catalogue knows it. */
  public UpdatePage search(UpdateSearch search) {
    return listings.search(search);
  }

  /** The update that makes this one unnecessary, if there is one. */
  public Optional<SoftwareUpdate> supersededBy(String id) {
    return Optional.ofNullable(requireListing(id).supersededBy()).flatMap(this::find);
  }

  private SynchronizationReport synchronizeAlone(Runnable checkCancelled) {
    Instant startedAt = clock.instant();
    List<KnownFile> added = new ArrayList<>();
    List<KnownFile> unchanged = new ArrayList<>();
    List<RefusedFile> refused = new ArrayList<>();
    List<RefusedFile> waiting = new ArrayList<>();
    List<Path> catalogues = new ArrayList<>();
    for (Path file : files()) {
      checkCancelled.run();
      Finding finding = source.look(file);
      switch (finding.outcome()) {
        case NEW -> added.add(known(finding));
        case KNOWN -> unchanged.add(known(finding));
        case REFUSED -> refused.add(new RefusedFile(finding.file(), finding.reason()));
        case WAITING -> waiting.add(new RefusedFile(finding.file(), finding.reason()));
        case OFFLINE_CATALOGUE -> catalogues.add(file);
      }
    }
    if (!added.isEmpty()) {
      recordSupersedence();
    }
    LOG.info(
        "Synchronised the inbox: {} added, {} unchanged, {} refused, {} waiting.",
        added.size(),
        unchanged.size(),
        refused.size(),
        waiting.size());
    saveFolder(startedAt, added.size(), refused, waiting);
    List<CatalogueReport> reports;
    try (CatalogueFetch.Fetched fetched = fetch.fetch(checkCancelled)) {
      fetched.file().ifPresent(catalogues::add);
      reports =
          offlineCatalogue.synchronize(
              catalogues,
              file ->
                  fetched.file().filter(file::equals).isPresent()
                      ? fetched.location()
                      : source.name(file));
      fetched.read(reports);
    }
    return new SynchronizationReport(
        startedAt, clock.instant(), added, unchanged, refused, waiting, reports, null);
  }

  private void saveFolder(
      Instant startedAt, int added, List<RefusedFile> refused, List<RefusedFile> waiting) {
    SynchronizationErrors errors = new SynchronizationErrors();
    refused.forEach(file -> errors.add(file.file(), null, file.reason()));
    waiting.forEach(file -> errors.add(file.file(), null, file.reason()));
    sources.save(
        new UpdateSource(
            UpdateSource.FOLDER,
            source.location(),
            startedAt,
            clock.instant(),
            null,
            null,
            added,
            0,
            0,
            errors.count(),
            errors.first()));
  }

  private List<Path> files() {
    try {
      library.removeLeftovers();
      return source.files();
    } catch (IOException e) {
      throw new UnreadableInboxException(e);
    }
  }

  /** To be called when files have arrived: they may be known to an offline catalogue. */
  void filesArrived() {
    recordSupersedence();
    offlineCatalogue.recognisePayload();
  }

  /** To be called when updates were added: they may make others unnecessary. */
  private void recordSupersedence() {
    List<UpdateListing> all = records.listings();
    List<SoftwareUpdate> updates = all.stream().map(UpdateListing::update).toList();
    for (UpdateListing listing : all) {
      String by =
          Supersedence.latest(listing.update(), updates).map(SoftwareUpdate::id).orElse(null);
      if (!Objects.equals(by, listing.supersededBy())) {
        records.setSupersededBy(listing.update().id(), by);
      }
    }
  }

  private static KnownFile known(Finding finding) {
    SoftwareUpdate update = finding.update();
    return new KnownFile(finding.file(), update.id(), update.kb(), update.title());
  }
}
