package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.drydock.host.DurableCopy;
import org.drydock.update.CatalogueReport.Outcome;
import org.drydock.update.CatalogueTable.Unconfirmed;
import org.drydock.update.InnerCabinet.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over what an offline catalogue says, without ever holding more than one of its cabinets:
 * first the list of all updates, in one transaction, then the fragments of those that are new. What
 * the database has of a revision that cannot be read stays.
 */
@Component
class OfflineCatalogueSource {

  private static final Logger LOG = LoggerFactory.getLogger(OfflineCatalogueSource.class);

  private static final String LIST = "package.xml";

  private final ContentLibrary library;
  private final CabinetExtractor extractor;
  private final CatalogueTable table;
  private final UpdateSources sources;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OfflineCatalogueSource(
      ContentLibrary library,
      CabinetExtractor extractor,
      CatalogueTable table,
      UpdateSources sources,
      TransactionTemplate transaction,
      Clock clock) {
    this.library = library;
    this.extractor = extractor;
    this.table = table;
    this.sources = sources;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Counts while a catalogue is read. */
  private static final class Tally {
    private int added;
    private int changed;
    private int withdrawn;
    private int cabinetsRead;
    private final SynchronizationErrors errors = new SynchronizationErrors();
  }

  /**
   * Of several catalogues only the one made last is read.
   *
   * @param name tells what to call a file in the report
   */
  List<CatalogueReport> synchronize(List<Path> files, Function<Path, String> name) {
    List<CatalogueReport> reports = new ArrayList<>();
    Path newest = files.stream().max(Comparator.comparing(this::madeAt)).orElse(null);
    for (Path file : files) {
      reports.add(
          file.equals(newest)
              ? synchronize(file, name.apply(file))
              : older(name.apply(file), madeAt(file), madeAt(newest)));
    }
    recognisePayload();
    return reports;
  }

  /** Tells which files of the content library are the payload of which update. */
  void recognisePayload() {
    try {
      confirmPayload();
    } catch (IOException e) {
      LOG.warn("Payload could not be compared with the content library", e);
    }
  }

  /** The earliest of all times where it cannot be read. */
  private Instant madeAt(Path file) {
    try {
      return new OfflineCatalogueFile(Cabinet.open(file)).madeAt();
    } catch (IOException | UnreadableUpdateException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * @param file the catalogue; it is copied before it is read, so it may be replaced meanwhile
   * @param name what to call it in the report
   */
  private CatalogueReport synchronize(Path file, String name) {
    Instant startedAt = clock.instant();
    Tally tally = new Tally();
    Instant madeAt = null;
    try {
      madeAt = new OfflineCatalogueFile(Cabinet.open(file)).madeAt();
      Optional<UpdateSource> before = sources.find(UpdateSource.OFFLINE_CATALOGUE);
      String sha256 = DurableCopy.sha256(file, () -> false);
      if (before.filter(source -> sha256.equals(source.contentSha256())).isPresent()) {
        sources.save(unchanged(before.get(), name, startedAt));
        return report(name, Outcome.UNCHANGED, madeAt, tally);
      }
      if (isOlder(madeAt, before)) {
        return older(name, madeAt, before.get().contentDate());
      }
      try (ContentLibrary.Arrival arrival = library.receive(file)) {
        if (!arrival.sha256().equals(sha256)) {
          throw new UnreadableUpdateException(
              "It is still being written. Synchronise again when it is complete.");
        }
        Files.createDirectories(arrival.workFolder());
        try {
          read(new OfflineCatalogueFile(Cabinet.open(arrival.copy())), arrival.workFolder(), tally);
        } finally {
          table.changed();
        }
        sources.save(source(name, startedAt, clock.instant(), madeAt, arrival.sha256(), tally));
      }
      LOG.info(
          "Synchronised the offline catalogue {}: {} added, {} changed, {} withdrawn, {} errors.",
          name,
          tally.added,
          tally.changed,
          tally.withdrawn,
          tally.errors.count());
      return report(name, Outcome.SYNCHRONIZED, madeAt, tally);
    } catch (UnreadableUpdateException | IOException e) {
      return failed(name, startedAt, madeAt, tally, e.getMessage());
    } catch (RuntimeException e) { // the other sources must go on
      LOG.error("Synchronising the offline catalogue {} failed", name, e);
      return failed(
          name, startedAt, madeAt, tally, "It failed unexpectedly (" + e + "). The log has more.");
    }
  }

  private static CatalogueReport older(String name, Instant madeAt, Instant newer) {
    SynchronizationErrors errors = new SynchronizationErrors();
    errors.add(
        name,
        null,
        "It was made at " + madeAt + ", before the one of " + newer + ", so it is not read.");
    return new CatalogueReport(
        name, Outcome.OLDER, madeAt, 0, 0, 0, 0, errors.count(), errors.first());
  }

  /** Finds payload without SHA-256 among the files of the content library by its SHA-1. */
  private void confirmPayload() throws IOException {
    Map<String, String> sha1 = new HashMap<>();
    for (Unconfirmed payload : table.unconfirmed()) {
      String sha256 = payload.sha256();
      if (!sha1.containsKey(sha256) && library.contains(sha256)) {
        sha1.put(sha256, Sha1.of(library.file(sha256)));
      }
      if (payload.sha1().equals(sha1.get(sha256))) {
        table.confirm(payload);
        table.changed();
      }
    }
  }

  private void read(OfflineCatalogueFile catalogue, Path work, Tally tally)
      throws IOException, UnreadableUpdateException {
    OfflineCatalogueFile.Ranges ranges =
        OfflineCatalogueFile.Ranges.read(
            extractor.extractOne(catalogue.cabinet(), catalogue.index(), work));
    Map<Long, Wanted> wanted = readList(catalogue, work, tally);
    Map<String, Map<Long, Wanted>> byCabinet = new HashMap<>();
    wanted.forEach(
        (revisionId, update) ->
            ranges
                .cabinet(revisionId)
                .ifPresentOrElse(
                    cabinet ->
                        byCabinet
                            .computeIfAbsent(cabinet, name -> new HashMap<>())
                            .put(revisionId, update),
                    () ->
                        tally.errors.add(
                            "index.xml", revisionId, "No cabinet has a range with the revision.")));
    wanted.clear();
    for (String name : byCabinet.keySet().stream().sorted().toList()) {
      readInner(catalogue, name, byCabinet.get(name), work, tally);
    }
  }

  private Map<Long, Wanted> readList(OfflineCatalogueFile catalogue, Path work, Tally tally)
      throws IOException, UnreadableUpdateException {
    Path file = extractor.extractOne(catalogue.cabinet(), catalogue.list(), work);
    Cabinet cabinet = Cabinet.open(file);
    if (!cabinet.has(LIST::equals)) {
      throw new UnreadableUpdateException("Its package.cab has no package.xml.");
    }
    AtomicReference<UnreadableUpdateException> unreadable = new AtomicReference<>();
    AtomicReference<IOException> failure = new AtomicReference<>();
    Map<Long, Wanted> wanted =
        transaction.execute(
            status -> {
              try {
                return takeOver(cabinet, work, tally);
              } catch (UnreadableUpdateException e) {
                unreadable.set(e);
              } catch (IOException e) {
                failure.set(e);
              }
              status.setRollbackOnly();
              return Map.of();
            });
    Files.delete(file);
    if (unreadable.get() != null) {
      throw unreadable.get();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return wanted;
  }

  private Map<Long, Wanted> takeOver(Cabinet cabinet, Path work, Tally tally)
      throws IOException, UnreadableUpdateException {
    CatalogueListing listing = new CatalogueListing(table, tally.errors);
    if (extractor.canPipe()) {
      extractor.pipe(
          cabinet,
          work.resolve("list.messages"),
          (entry, content) -> {
            if (entry.isNamed(LIST)) {
              CatalogueList.read(content, listing);
            }
          });
    } else {
      Cabinet.Entry entry = cabinet.matching(LIST::equals).get(0);
      try (var content = Files.newInputStream(extractor.extractOne(cabinet, entry, work))) {
        CatalogueList.read(content, listing);
      }
    }
    List<Long> gone = listing.finish();
    if (!gone.isEmpty()) {
      table.withdraw(gone, clock.instant());
      table.forgetReplaced();
    }
    tally.added = listing.added();
    tally.changed = listing.changed();
    tally.withdrawn = gone.size();
    return listing.wanted();
  }

  private void readInner(
      OfflineCatalogueFile catalogue, String name, Map<Long, Wanted> wanted, Path work, Tally tally)
      throws IOException {
    Optional<Cabinet.Entry> entry = catalogue.find(name);
    if (entry.isEmpty()) {
      tally.errors.add(
          name,
          null,
          "The cabinet is missing, and with it what is to know of "
              + wanted.size()
              + " revisions. Get the catalogue again.");
      return;
    }
    tally.cabinetsRead++;
    try {
      Path file = extractor.extractOne(catalogue.cabinet(), entry.get(), work);
      List<DescribedRevision> described =
          new InnerCabinet(name, wanted, extractor).read(file, work, tally.errors);
      Files.deleteIfExists(file);
      transaction.executeWithoutResult(status -> write(described));
    } catch (UnreadableUpdateException e) {
      tally.errors.add(name, null, e.getMessage());
    }
  }

  private void write(List<DescribedRevision> described) {
    for (int from = 0; from < described.size(); from += CatalogueListing.BATCH) {
      table.describe(
          described.subList(from, Math.min(described.size(), from + CatalogueListing.BATCH)));
    }
  }

  private static boolean isOlder(Instant madeAt, Optional<UpdateSource> before) {
    return before
        .map(UpdateSource::contentDate)
        .filter(newest -> madeAt.isBefore(newest))
        .isPresent();
  }

  private CatalogueReport failed(
      String name, Instant startedAt, Instant madeAt, Tally tally, String reason) {
    tally.errors.add(name, null, reason);
    UpdateSource before = sources.find(UpdateSource.OFFLINE_CATALOGUE).orElse(null);
    sources.save(
        before == null
            ? source(name, startedAt, null, null, null, tally)
            : source(
                name,
                startedAt,
                before.synchronizedAt(),
                before.contentDate(),
                before.contentSha256(),
                tally));
    return report(name, Outcome.FAILED, madeAt, tally);
  }

  private static UpdateSource unchanged(UpdateSource before, String name, Instant now) {
    return new UpdateSource(
        before.name(),
        name,
        now,
        now,
        before.contentDate(),
        before.contentSha256(),
        before.added(),
        before.changed(),
        before.withdrawn(),
        before.errorCount(),
        before.errors());
  }

  private static UpdateSource source(
      String location,
      Instant attemptedAt,
      Instant synchronizedAt,
      Instant madeAt,
      String sha256,
      Tally tally) {
    return new UpdateSource(
        UpdateSource.OFFLINE_CATALOGUE,
        location,
        attemptedAt,
        synchronizedAt,
        madeAt,
        sha256,
        tally.added,
        tally.changed,
        tally.withdrawn,
        tally.errors.count(),
        tally.errors.first());
  }

  private static CatalogueReport report(String name, Outcome outcome, Instant madeAt, Tally tally) {
    return new CatalogueReport(
        name,
        outcome,
        madeAt,
        tally.added,
        tally.changed,
        tally.withdrawn,
        tally.cabinetsRead,
        tally.errors.count(),
        tally.errors.first());
  }
}
