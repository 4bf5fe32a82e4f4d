package org.drydock.image;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.drydock.dism.DismException;
import org.drydock.host.DurableCopy;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.drydock.site.BadInput;
import org.drydock.site.DataFolder;
import org.drydock.site.NodeJoined;
import org.drydock.site.NodeLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes new images into the library, one at a time, in the background. */
@Component
class ImageIntake {

  private static final Logger log = LoggerFactory.getLogger(ImageIntake.class);

  private static final int FIRST_VERSION = 1;

  /** What the names of the imports' work folders begin with. */
  private static final String WORK = "import-";

  private static final int LONGEST_NAME = 200;
  private static final long SECONDS_TO_STOP = 30;

  private final ImageRecords records;
  private final ImageShelf shelf;
  private final ImageReader reader;
  private final ImportRoots roots;
  private final DataFolder data;
  private final LocalHost host;
  private final ExecutorService desk =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "image-import"));
  private volatile boolean stopping;

  ImageIntake(
      ImageRecords records,
      ImageShelf shelf,
      ImageReader reader,
      ImportRoots roots,
      DataFolder data,
      LocalHost host) {
    this.records = records;
    this.shelf = shelf;
    this.reader = reader;
    this.roots = roots;
    this.data = data;
    this.host = host;
  }

  /**
   * Imports that the last server of this node did not finish cannot go on: their source is lost.
   */
  @EventListener(NodeJoined.class)
  void giveUpInterruptedImports() {
    for (OsImage image : records.importing()) {
      desk.execute(() -> giveUp(image));
    }
  }

  /** Stops by flag: an interrupted thread that is in the database would close it for everyone. */
  @PreDestroy
  void stop() throws InterruptedException {
    stopping = true;
    desk.shutdown();
    if (!desk.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
      log.warn("An image import did not stop in time; the next start gives it up.");
    }
  }

  /** Checks what takes no time, then imports in the background. Returns the new image's id. */
  String begin(String name, ImageKind kind, String path) {
    String checkedName = checkedName(name);
    ImportSource source = source(kind, path);
    requireRoom(source);
    OsImage image = records.add(checkedName, kind);
    desk.execute(() -> take(image, source));
    return image.id();
  }

  /** Removes the work folders, with what is mounted there, of imports that have ended. */
  void removeLeftovers() throws IOException {
    for (String id : workFolders()) {
      if (records.find(id).filter(image -> image.state() == ImageState.IMPORTING).isEmpty()) {
        reader.discardMountsOf(shelf.folder(id), workFolder(id));
      }
    }
  }

  private List<String> workFolders() throws IOException {
    if (!Files.isDirectory(data.staging())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(data.staging())) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(WORK))
          .map(name -> name.substring(WORK.length()))
          .toList();
    }
  }

  /**
   * Imports of a node that is lost cannot go on. Should it wake up, it finds its image given up.
   */
  @EventListener
  void on(NodeLost lost) {
    for (OsImage image : records.importingOn(lost.node())) {
      fail(
          image,
          "The node "
              + lost.node()
              + " was lost during the import. Import the image again, or start that server again"
              + " first.",
          null);
    }
  }

  private void take(OsImage image, ImportSource source) {
    try {
      copyAndRead(image.id(), source);
      log.info("Imported {} ({})", image.id(), image.name());
    } catch (CancellationException e) {
      fail(image, "The server was stopped during the import. Import the image again.", null);
    } catch (BadInput | DismException | HostException e) {
      fail(
          image,
          source.asGiven(e.getMessage(), shelf.draftFolder(image.id(), FIRST_VERSION)),
          null);
    } catch (IOException e) {
      fail(
          image,
          "Copying the image into the library failed: "
              + e
              + ". Check the source, and the free space and permissions of "
              + shelf.root()
              + ".",
          e);
    } catch (RuntimeException e) {
      fail(image, "The import failed unexpectedly: " + e + ". The server's log has more.", e);
    }
  }

  private void copyAndRead(String id, ImportSource source) throws IOException {
    Path draft = shelf.draft(id, FIRST_VERSION);
    String sha256 = null;
    for (SourceFile file : source.files()) {
      Path target = draft.resolve(file.name());
      Files.createDirectories(target.getParent());
      String copied = DurableCopy.copy(file.file(), target, () -> stopping, bytes -> {});
      if (file.name().equals(source.wim())) {
        sha256 = copied;
      }
    }
    Path wim = draft.resolve(source.wim());
    long size = Files.size(wim);
    WimHeader header = WimHeader.check(wim); // the source may have changed since the first look
    ImageContents contents = reader.read(wim, workFolder(id), () -> stopping);
    int found = contents.indexes().size();
    if (found != header.images()) {
      throw new DamagedImageException(
          source.wim()
              + " is damaged: its header counts "
              + header.images()
              + " images, DISM finds "
              + found
              + ". Copy it again from its source.");
    }
    shelf.finish(id, FIRST_VERSION);
    String fileName = source.wim().toString().replace('\\', '/');
    records.publish(id, FIRST_VERSION, fileName, sha256, size, null, false, contents);
  }

  private void giveUp(OsImage image) {
    try {
      reader.discardMountsOf(shelf.folder(image.id()), workFolder(image.id()));
    } catch (IOException | RuntimeException e) {
      log.warn("Cannot discard what the interrupted import of {} mounted", image.id(), e);
    }
    fail(image, "The server went down during the import. Import the image again.", null);
  }

  /**
   * @param cause where the message does not tell all of it; else null
   */
  private void fail(OsImage image, String message, Exception cause) {
    log.warn("The import of {} ({}) failed: {}", image.id(), image.name(), message, cause);
    try {
      shelf.remove(image.id());
    } catch (IOException e) {
      log.warn("Cannot remove the files of the failed import {}", image.id(), e);
    }
    records.fail(image.id(), message);
  }

  private ImportSource source(ImageKind kind, String path) {
    try {
      return kind == ImageKind.IMAGE
          ? ImportSource.image(roots, path)
          : ImportSource.upgradePackage(roots, path, shelf.root());
    } catch (IOException e) {
      throw new ImportSourceException("Cannot read " + path + ": " + e + ".");
    }
  }

  private void requireRoom(ImportSource source) {
    long free = host.freeSpace(shelf.root());
    if (free < source.size()) {
      throw new NoRoomException(
          "The import needs "
              + source.size()
              + " bytes below "
              + shelf.root()
              + ", which has "
              + free
              + " bytes free. Make room or move the data folder to a larger disk.");
    }
  }

  private Path workFolder(String id) {
    return data.staging().resolve(WORK + id);
  }

  private static String checkedName(String name) {
    String trimmed = name == null ? "" : name.trim();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST_NAME) {
      throw new InvalidImageException(
          "An image needs a name of 1 to " + LONGEST_NAME + " characters.");
    }
    if (trimmed.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidImageException(
          "The name of an image must be one line, without control characters.");
    }
    return trimmed;
  }
}
