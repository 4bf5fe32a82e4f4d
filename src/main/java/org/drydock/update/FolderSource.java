package org.drydock.update;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final UpdateIntake intake;
  private final WantedFiles wanted;

  FolderSource(DataFolder data, ContentLibrary library, UpdateIntake intake, WantedFiles wanted) {
    this.inbox = data.inbox();
    this.library = library;
    this.intake = intake;
    this.wanted = wanted;
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

  /** Reads one file. */
  Finding look(Path file) {
    String name = name(file);
    try {
      return look(file, name);
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

  private Finding look(Path file, String name) throws IOException, UnreadableUpdateException {
    if (!Files.isRegularFile(file)) { // reading a pipe would wait for ever
      return Finding.without(
          name,
          Outcome.WAITING,
          "It is not a file: a broken link, a device, or a folder that the server may not open or"
              + " that lies too deep.");
    }
    PackageReader.refuseWhatIsNoUpdate(FileType.of(file));
    if (isOfflineCatalogue(file)) {
      return Finding.without(name, Outcome.OFFLINE_CATALOGUE, null);
    }
    State before = State.of(file);
    String sha256 = DurableCopy.sha256(file, () -> false);
    Optional<SoftwareUpdate> update = intake.known(sha256);
    if (update.isPresent() && (library.contains(sha256) || wasRemovedSince(sha256, file))) {
      wanted.arrived(file, sha256);
      return Finding.of(name, Outcome.KNOWN, update.get());
    }
    try (ContentLibrary.Arrival arrival = library.receive(file)) {
      if (!arrival.sha256().equals(sha256) || !State.of(file).equals(before)) {
        return Finding.without(
            name,
            Outcome.WAITING,
            "It is still being written. Synchronise again when it is complete.");
      }
      UpdateIntake.Taken taken = intake.take(arrival, file.getFileName().toString());
      wanted.arrived(file, sha256);
      return Finding.of(name, taken.added() ? Outcome.NEW : Outcome.KNOWN, taken.update());
    }
  }

  /** What was removed comes back when it is dropped again, not because it was left lying here. */
  private boolean wasRemovedSince(String sha256, Path file) throws IOException {
    Optional<Instant> removed =
        library
            .recorded(sha256)
            .filter(record -> record.state() == ContentFile.State.REMOVED)
            .map(ContentFile::changedAt);
    return removed.isPresent() && droppedAt(file).isBefore(removed.get());
  }

  /** A copy keeps the time of modification sometimes, but not all of the other times. */
  private static Instant droppedAt(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    FileTime latest = attributes.lastModifiedTime();
    if (attributes.creationTime().compareTo(latest) > 0) {
      latest = attributes.creationTime();
    }
    if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      FileTime status = (FileTime) Files.getAttribute(file, "unix:ctime");
      latest = status.compareTo(latest) > 0 ? status : latest;
    }
    return latest.toInstant();
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
