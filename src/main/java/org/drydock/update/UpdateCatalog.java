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
  private final UpdateSources sources;
  private final UpdateListings listings;
  private final Clock clock;
  private final ReentrantLock synchronizing = new ReentrantLock();

  UpdateCatalog(
      FolderSource source,
      ContentLibrary library,
      UpdateRecords records,
      OfflineCatalogueSource offlineCatalogue,
      UpdateSources sources,
      UpdateListings listings,
      Clock clock) {
    this.source = source;
    this.library = library;
    this.records = records;
    this.offlineCatalogue = offlineCatalogue;
    this.sources = sources;
    this.listings = listings;
    this.clock = clock;
  }

  /**
   * Reads the inbox, update files first and then an offline catalogue, and adds what is new; a
   * second caller waits for the first.
   */
  public SynchronizationReport synchronize() {
    synchronizing.lock();
    try {
      return synchronizeAlone();
    } finally {
      synchronizing.unlock();
    }
  }

  public Optional<SoftwareUpdate> find(String id) {
    return records.find(id).map(UpdateListing::update);
  }

  public SoftwareUpdate require(String id) {
    return requireListing(id).update();
  }

  public UpdateListing requireListing(String id) {
    return records.find(id).orElseThrow(() -> new UpdateNotFoundException(id));
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

  private SynchronizationReport synchronizeAlone() {
    Instant startedAt = clock.instant();
    List<KnownFile> added = new ArrayList<>();
    List<KnownFile> unchanged = new ArrayList<>();
    List<RefusedFile> refused = new ArrayList<>();
    List<RefusedFile> waiting = new ArrayList<>();
    List<Path> catalogues = new ArrayList<>();
    for (Path file : files()) {
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
    List<CatalogueReport> reports = offlineCatalogue.synchronize(catalogues, source::name);
    return new SynchronizationReport(
        startedAt, clock.instant(), added, unchanged, refused, waiting, reports);
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
