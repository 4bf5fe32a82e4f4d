package org.drydock.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.drydock.distribution.Shipment;
import org.drydock.host.CopyProgress;
import org.drydock.host.DurableCopy;
import org.springframework.stereotype.Service;

/**
 * The images and upgrade packages of the site. Each has versions: immutable folders, of which one
 * is current.
 */
@Service
public class ImageLibrary {

  private static final String BOOT_WIM = "boot.wim";

  private final ImageRecords records;
  private final ImageShelf shelf;
  private final ImageIntake intake;

  ImageLibrary(ImageRecords records, ImageShelf shelf, ImageIntake intake) {
    this.records = records;
    this.shelf = shelf;
    this.intake = intake;
  }

  /**
   * Begins the import of a WIM file or an upgrade package's folder. What a first look shows to be
   * wrong is refused; the rest happens in the background and ends in state READY or FAILED.
   *
   * @param path on the server, a full one
   * @return the new image's id
   */
  public String startImport(String name, ImageKind kind, String path) {
    return intake.begin(name, kind, path);
  }

  public Optional<OsImage> find(String id) {
    return records.find(id);
  }

  /**
   * @throws ImageNotFoundException when there is none with this id
   */
  public OsImage require(String id) {
    return records.require(id);
  }

  /**
   * @throws ImageNotFoundException when there is none with this id
   * @throws ImageNotReadyException when its import has not ended well
   */
  public OsImage requireReady(String id) {
    OsImage image = records.require(id);
    if (image.state() != ImageState.READY) {
      throw new ImageNotReadyException(image);
    }
    return image;
  }

  /** In the order they were imported. */
  public List<OsImage> all() {
    return records.all();
  }

  /** The oldest first. */
  public List<ImageVersion> versions(String id) {
    return records.versions(id);
  }

  /**
   * @throws VersionNotFoundException when the image has no such version
   */
  public ImageVersion version(String id, int version) {
    return records
        .version(id, version)
        .orElseThrow(() -> new VersionNotFoundException(id, version));
  }

  /** The version in use. */
  public ImageVersion currentVersion(String id) {
    return version(id, requireReady(id).currentVersion());
  }

  public List<ImageIndex> indexes(String id, int version) {
    return records.indexes(id, version);
  }

  public List<InstalledPackage> installedPackages(String id, int version) {
    return records.packages(id, version);
  }

  public Path versionFolder(String id, int version) {
    return shelf.version(id, version);
  }

  /** The WIM of a version. Never to be written to. */
  public Path file(String id, int version) {
    return file(version(id, version));
  }

  /** The WIM of a version. Never to be written to. */
  public Path file(ImageVersion version) {
    return shelf.version(version.imageId(), version.version()).resolve(version.fileName());
  }

  /** The boot.wim beside the WIM of an upgrade package's version. */
  public Optional<Path> bootImages(String id, int version) {
    return Optional.of(file(id, version).resolveSibling(BOOT_WIM)).filter(Files::isRegularFile);
  }

  /** What goes to distribution points when this version is sent. */
  public Shipment shipment(String id, int version) {
    ImageVersion published = version(id, version);
    return new Shipment(
        id,
        version,
        shelf.version(id, version),
        published.fileName(),
        require(id).kind() == ImageKind.UPGRADE_PACKAGE,
        published.sha256());
  }

  /** Removes what ended imports of this node have left on the servicing drive. */
  public void removeLeftImports() throws IOException {
    intake.removeLeftovers();
  }

  /** The highest version that was published. */
  public int latestVersion(String id) {
    return records.versions(id).stream().mapToInt(ImageVersion::version).max().orElse(0);
  }

  /** Removes the files of a version that was put in place, or begun, and never published. */
  public void dropUnpublished(String id, int version) throws IOException {
    if (records.version(id, version).isEmpty()) {
      shelf.dropDraft(id, version);
      shelf.discard(id, version);
    }
  }

  /**
   * Puts the files of a new version in place: the WIM is copied, the other files of an upgrade
   * package are shared with the current version. Nobody sees the version before {@link #publish}.
   * Safe to do again after any interruption; what a failed attempt wrote is removed.
   *
   * @param wim the serviced WIM; stays where it is
   * @param progress told the percentage done
   * @param confirm throws when the caller has lost the version to another node meanwhile
   * @throws VersionExistsException when this version is published
   * @throws CancellationException when it was cancelled
   */
  public PlacedVersion placeVersion(
      String id,
      int version,
      Path wim,
      BooleanSupplier cancelled,
      DoubleConsumer progress,
      Runnable confirm)
      throws IOException {
    if (records.version(id, version).isPresent()) {
      throw new VersionExistsException(id, version);
    }
    ImageVersion base = currentVersion(id);
    Path name = Path.of(base.fileName());
    long size = Files.size(wim);
    CopyProgress copied = new CopyProgress(size, progress);
    try {
      Path draft = shelf.draft(id, version);
      shelf.share(shelf.version(id, base.version()), draft, name);
      Files.createDirectories(draft.resolve(name).getParent());
      String sha256 = DurableCopy.copy(wim, draft.resolve(name), cancelled, copied);
      confirm.run();
      return new PlacedVersion(shelf.finish(id, version).resolve(name), sha256, size);
    } finally {
      shelf.dropDraft(id, version);
    }
  }

  /**
   * Records a version whose files are in place and makes it the current one, in the transaction of
   * the caller if there is one. Published again with the same file, it stays as it is.
   *
   * @param sha256 of the WIM
   * @param size of the WIM in bytes
   * @param runNumber the run that made it
   * @throws VersionExistsException when the version was published with another file
   */
  public ImageVersion publish(
      String id,
      int version,
      String sha256,
      long size,
      Long runNumber,
      boolean experimental,
      List<ImageIndex> indexes,
      List<InstalledPackage> packages) {
    String fileName = currentVersion(id).fileName();
    Optional<ImageVersion> published = records.version(id, version);
    if (published.isPresent()) {
      return published
          .filter(known -> known.sha256().equals(sha256))
          .orElseThrow(() -> new VersionExistsException(id, version));
    }
    return records.publish(
        id,
        version,
        fileName,
        sha256,
        size,
        runNumber,
        experimental,
        new ImageContents(indexes, packages, List.of()));
  }

  /**
   * Makes an earlier, or later, version the current one. No file changes.
   *
   * @throws RollbackNotPossibleException when that version is not there
   */
  public void rollback(String id, int version) {
    requireReady(id);
    if (records.version(id, version).isEmpty()) {
      throw noSuchVersion(id, version);
    }
    if (!Files.isRegularFile(file(id, version))) {
      throw new RollbackNotPossibleException(
          "The file of version "
              + version
              + " of image "
              + id
              + " is missing: "
              + file(id, version)
              + ". Restore it from a backup or choose another version.");
    }
    if (!records.makeCurrent(id, version)) {
      throw noSuchVersion(id, version);
    }
  }

  /**
   * Says whether a version stays whatever the rules of retention say.
   *
   * @throws VersionNotFoundException when the image has no such version
   */
  public void keep(String id, int version, boolean keep) {
    if (!records.keep(id, version, keep)) {
      throw new VersionNotFoundException(id, version);
    }
  }

  private RollbackNotPossibleException noSuchVersion(String id, int version) {
    return new RollbackNotPossibleException(
        "Image "
            + id
            + " has no version "
            + version
            + " to go back to. It has "
            + versions(id).stream().map(known -> Integer.toString(known.version())).toList()
            + ".");
  }
}
