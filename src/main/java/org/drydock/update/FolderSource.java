package org.drydock.update;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.drydock.host.DurableCopy;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The inbox: update files that an administrator dropped there. Nothing in it is ever changed. */
@Component
class FolderSource {

  private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);

  /** Folders below the inbox that are looked into. */
  private static final int DEEPEST = 8;

  private final Path inbox;
  private final ContentLibrary library;
  private final PackageReader reader;

  FolderSource(DataFolder data, ContentLibrary library, PackageReader reader) {
    this.inbox = data.inbox();
    this.library = library;
    this.reader = reader;
  }

  enum Outcome {
    NEW,
    KNOWN,
    REFUSED,
    WAITING,
    /** It is an offline catalogue, which is a source by itself. */
    OFFLINE_CATALOGUE
  }

  /**
   * What one file turned out to be.
   *
   * @param update what it holds, when it is new or known
   * @param reason why not, when it is refused or waiting
   */
  record Finding(String file, Outcome outcome, SoftwareUpdate update, String reason) {

    private static Finding of(String file, Outcome outcome, SoftwareUpdate update) {
      return new Finding(file, outcome, update, null);
    }

    private static Finding without(String file, Outcome outcome, String reason) {
      return new Finding(file, outcome, null, reason);
    }
  }

  String location() {
    return inbox.toString();
  }

  /** What a report calls a file: its path below the inbox. */
  String name(Path file) {
    return inbox.relativize(file).toString();
  }

  /** The files in the inbox and what of it cannot be opened, in the order of their names. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        inbox,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (file.equals(inbox)) {
              throw failure;
            }
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  /**
   * Reads one file.
   *
   * @param known finds the update whose file has a SHA-256
   */
  Finding look(Path file, Function<String, Optional<SoftwareUpdate>> known) {
    String name = name(file);
    try {
      return look(file, name, known);
    } catch (UnreadableUpdateException e) {
      return Finding.without(name, Outcome.REFUSED, e.getMessage());
    } catch (AccessDeniedException e) {
      return Finding.without(
          name, Outcome.WAITING, "The server may not read it. Give it the right to read " + file);
    } catch (IOException e) {
      return Finding.without(
          name, Outcome.WAITING, "It cannot be read now (" + e.getMessage() + ").");
    } catch (RuntimeException e) { // one file that we read wrongly must not hide all others
      LOG.error("Reading {} from the inbox failed", file, e);
      return Finding.without(
          name,
          Outcome.REFUSED,
          "Reading it failed unexpectedly (" + e + "). The server's log has more.");
    }
  }

  private Finding look(Path file, String name, Function<String, Optional<SoftwareUpdate>> known)
      throws IOException, UnreadableUpdateException {
    if (!Files.isRegularFile(file)) { // reading a pipe would wait for ever
      return Finding.without(
          name,
          Outcome.WAITING,
          "It is not a file: a broken link, a device, or a folder that the server may not open or"
              + " that lies too deep.");
    }
    refuseWhatIsNoCabinet(FileType.of(file));
    if (isOfflineCatalogue(file)) {
      return Finding.without(name, Outcome.OFFLINE_CATALOGUE, null);
    }
    State before = State.of(file);
    String sha256 = DurableCopy.sha256(file, () -> false);
    Optional<SoftwareUpdate> update = known.apply(sha256);
    if (update.isPresent() && library.contains(sha256)) {
      return Finding.of(name, Outcome.KNOWN, update.get());
    }
    try (ContentLibrary.Arrival arrival = library.receive(file)) {
      if (!arrival.sha256().equals(sha256) || !State.of(file).equals(before)) {
        return Finding.without(
            name,
            Outcome.WAITING,
            "It is still being written. Synchronise again when it is complete.");
      }
      SoftwareUpdate read = read(arrival, file);
      arrival.keep();
      return Finding.of(name, update.isPresent() ? Outcome.KNOWN : Outcome.NEW, read);
    }
  }

  private SoftwareUpdate read(ContentLibrary.Arrival arrival, Path file)
      throws IOException, UnreadableUpdateException {
    PackageReader.Contents contents = reader.read(arrival.copy(), arrival.workFolder());
    return Cataloguer.entry(
        contents, file.getFileName().toString(), arrival.sha256(), Files.size(arrival.copy()));
  }

  private static void refuseWhatIsNoCabinet(FileType type) throws UnreadableUpdateException {
    switch (type) {
      case CABINET -> {}
      case WIM ->
          throw new UnreadableUpdateException(
              "It is an .msu in WIM form (Windows 11 24H2, Server 2025), which Drydock cannot read"
                  + " yet. Use the .cab of the same update.");
      case PAYLOAD_STREAM ->
          throw new UnreadableUpdateException(
              "It is the payload stream (PSF) of an express update, which Drydock cannot read yet."
                  + " Use an update with whole files.");
      case EMPTY -> throw new UnreadableUpdateException("It is empty. Copy the file again.");
      case UNKNOWN ->
          throw new UnreadableUpdateException(
              "It is not an update: its content is neither a cabinet (.cab, .msu) nor a WIM.");
    }
  }

  private static boolean isOfflineCatalogue(Path file)
      throws IOException, UnreadableUpdateException {
    return FileType.of(file) == FileType.CABINET && OfflineCatalogueFile.is(Cabinet.open(file));
  }

  /** What changes while a file is being written. */
  private record State(long size, long modifiedAt) {

    static State of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(attributes.size(), attributes.lastModifiedTime().toMillis());
    }
  }
}
