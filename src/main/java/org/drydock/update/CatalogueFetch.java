package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.drydock.site.DownloadProperties;
import org.drydock.update.CatalogueReport.Outcome;
import org.drydock.update.HttpDownload.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gets the offline catalogue from where the site says it is, if it is another one than that which
 * was read last. What goes wrong is recorded with the source, and what is known stays.
 */
@Component
class CatalogueFetch {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueFetch.class);

  private static final String PARTIAL = "offline-catalogue";

  private final Optional<CatalogueLocation> location;
  private final long largest;
  private final HttpDownload http;
  private final ContentLibrary library;
  private final UpdateSources sources;
  private final JdbcClient sql;
  private final Clock clock;

  CatalogueFetch(
      DownloadProperties properties,
      HttpDownload http,
      ContentLibrary library,
      UpdateSources sources,
      JdbcClient sql,
      Clock clock) {
    this.location = CatalogueLocation.of(properties);
    this.largest = properties.largestCatalogue().toBytes();
    this.http = http;
    this.library = library;
    this.sources = sources;
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * @param checkCancelled called again and again; what it throws ends the fetch
   * @return without a file where there is nothing new, or nothing could be got
   */
  Fetched fetch(Runnable checkCancelled) {
    if (location.isEmpty()) {
      sources.forget(UpdateSource.CATALOGUE_LOCATION);
      return new Fetched(null, null, null, null);
    }
    Instant begin = clock.instant();
    CatalogueLocation place = location.get();
    try {
      Fetched fetched =
          place.file() == null ? download(place, begin, checkCancelled) : look(place, begin);
      if (fetched.file().isPresent()) {
        refuseOthers(fetched);
      } else {
        save(begin, true, null);
      }
      return fetched;
    } catch (IOException | UnreadableUpdateException e) {
      String reason = e instanceof DownloadFailedException ? e.getMessage() : reason(place, e);
      LOG.warn("The offline catalogue could not be got from {}: {}", place, reason);
      save(begin, false, reason);
      return new Fetched(begin, null, null, null);
    }
  }

  private Fetched download(CatalogueLocation place, Instant begin, Runnable checkCancelled)
      throws IOException {
    Control control = new Control(checkCancelled);
    try (PartialFile partial = new PartialFile(library.partialFolder(), PARTIAL)) {
      for (long before = -1; ; before = partial.size()) {
        try {
          return http.fetchIfNewer(place.address(), known(), largest, partial, control)
              .map(version -> new Fetched(begin, partial.path(), version, partial))
              .orElse(new Fetched(begin, null, null, null));
        } catch (DownloadFailedException e) {
          if (!e.mayPass() || partial.size() <= Math.max(before, 0)) {
            throw e;
          }
          LOG.info("{}: {} It goes on where it stopped.", place, e.getMessage());
        }
      }
    }
  }

  /** A file that has neither size nor time changed is the same. */
  private Fetched look(CatalogueLocation place, Instant begin) throws IOException {
    BasicFileAttributes file = Files.readAttributes(place.file(), BasicFileAttributes.class);
    Version now = new Version(file.size() + " bytes", file.lastModifiedTime().toString());
    return now.equals(known())
        ? new Fetched(begin, null, null, null)
        : new Fetched(begin, place.file(), now, null);
  }

  /** Before anything is unpacked. What is no catalogue is not gone on with. */
  private static void refuseOthers(Fetched fetched) throws IOException, UnreadableUpdateException {
    Path file = fetched.file().orElseThrow();
    try {
      if (FileType.of(file) != FileType.CABINET) {
        throw new UnreadableUpdateException(
            "It is not a cabinet. It may be a page with an excuse, or a log-in page of a proxy.");
      }
      if (!OfflineCatalogueFile.is(Cabinet.open(file))) {
        throw new UnreadableUpdateException(
            "It is a cabinet, but no offline catalogue: it lacks index.xml or package.cab.");
      }
    } catch (UnreadableUpdateException e) {
      fetched.close();
      throw e;
    }
  }

  private static String reason(CatalogueLocation place, Exception e) {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return "There is no file "
          + place
          + ". Put the catalogue there, mount the share, or correct"
          + " drydock.updates.download.catalogue.";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "The server may not read " + place + ". Give it the right to.";
    }
    return e instanceof UnreadableUpdateException
        ? e.getMessage()
        : "It could not be read: " + e + ".";
  }

  private Version known() {
    return sql.sql("select etag, last_modified from catalogue_fetch where location = :location")
        .param("location", location.orElseThrow().toString())
        .query(Version.class)
        .optional()
        .orElse(Version.NONE);
  }

  private void remember(Version version) {
    sql.sql("delete from catalogue_fetch").update();
    sql.sql(
            "insert into catalogue_fetch (location, etag, last_modified) values (:at, :etag, :time)")
        .param("at", location.orElseThrow().toString())
        .param("etag", version.etag())
        .param("time", version.lastModified())
        .update();
  }

  private void save(Instant begin, boolean successful, String error) {
    Optional<UpdateSource> before = sources.find(UpdateSource.CATALOGUE_LOCATION);
    SynchronizationErrors errors = new SynchronizationErrors();
    if (error != null) {
      errors.add(location.orElseThrow().toString(), null, error);
    }
    sources.save(
        new UpdateSource(
            UpdateSource.CATALOGUE_LOCATION,
            location.orElseThrow().toString(),
            begin,
            successful ? clock.instant() : before.map(UpdateSource::synchronizedAt).orElse(null),
            null,
            null,
            0,
            0,
            0,
            errors.count(),
            errors.first()));
  }

  /** A catalogue that was got, until it is closed; or nothing. */
  final class Fetched implements AutoCloseable {

    private final Instant begin;
    private final Path file;
    private final Version version;
    private final PartialFile partial;

    private Fetched(Instant begin, Path file, Version version, PartialFile partial) {
      this.begin = begin;
      this.file = file;
      this.version = version;
      this.partial = partial;
    }

    Optional<Path> file() {
      return Optional.ofNullable(file);
    }

    String location() {
      return location.map(CatalogueLocation::toString).orElse(null);
    }

    /** Records what came of it. One that could not be read is got again the next time. */
    void read(List<CatalogueReport> reports) {
      if (file == null) {
        return;
      }
      Optional<CatalogueReport> own =
          reports.stream().filter(report -> report.file().equals(location())).findFirst();
      boolean read = own.filter(report -> report.outcome() != Outcome.FAILED).isPresent();
      if (read) {
        remember(version);
      }
      save(
          begin,
          read,
          read
              ? null
              : own.flatMap(report -> report.errors().stream().findFirst())
                  .map(SynchronizationError::reason)
                  .orElse("It could not be read."));
    }

    @Override
    public void close() {
      try {
        if (partial != null) {
          partial.discard();
        }
      } catch (IOException e) {
        LOG.warn("The fetched catalogue {} could not be removed: {}", file, e.toString());
      }
    }
  }

  /** What nobody watches. */
  private record Control(Runnable checkCancelledBy) implements FetchControl {

    @Override
    public void checkCancelled() {
      checkCancelledBy.run();
    }

    @Override
    public void arrived(long bytes) {
      // The source tells when it is there.
    }

    @Override
    public void confirmOwnership() {
      // Only one node synchronises.
    }
  }
}
