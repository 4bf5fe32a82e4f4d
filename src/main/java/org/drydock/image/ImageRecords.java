package org.drydock.image;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.drydock.site.DrydockProperties;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database knows of images, their versions and what is in them. */
@Component
class ImageRecords {

  private static final int LONGEST_MESSAGE = 4000;

  private final ImageEntries images;
  private final VersionEntries versions;
  private final IndexEntries indexes;
  private final PackageEntries packages;
  private final RemovedVersions removed;
  private final JdbcAggregateOperations database;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final String node;

  ImageRecords(
      ImageEntries images,
      VersionEntries versions,
      IndexEntries indexes,
      PackageEntries packages,
      RemovedVersions removed,
      JdbcAggregateOperations database,
      PlatformTransactionManager transactions,
      Clock clock,
      DrydockProperties properties) {
    this.images = images;
    this.versions = versions;
    this.indexes = indexes;
    this.packages = packages;
    this.removed = removed;
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
    this.node = properties.node().name();
  }

  OsImage add(String name, ImageKind kind) {
    ImageEntry row =
        new ImageEntry(
            null,
            name,
            kind,
            ImageState.IMPORTING,
            null,
            null,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            node);
    return images.save(row).image();
  }

  Optional<OsImage> find(String id) {
    var number = ImageId.number(id);
    return number.isEmpty()
        ? Optional.empty()
        : images.findById(number.getAsLong()).map(ImageEntry::image);
  }

  OsImage require(String id) {
    return find(id).orElseThrow(() -> new ImageNotFoundException(id));
  }

  List<OsImage> all() {
    return images.findAllByOrderByNumber().stream().map(ImageEntry::image).toList();
  }

  /** Images whose import this node has begun and not ended. */
  List<OsImage> importing() {
    return importingOn(node);
  }

  List<OsImage> importingOn(String node) {
    return images.findByStateAndNode(ImageState.IMPORTING, node).stream()
        .map(ImageEntry::image)
        .toList();
  }

  void fail(String id, String message) {
    images.fail(number(id), message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
  }

  List<ImageVersion> versions(String id) {
    return versions.findByImageNumberOrderByVersion(number(id)).stream()
        .map(VersionEntry::imageVersion)
        .toList();
  }

  Optional<ImageVersion> version(String id, int version) {
    return versions
        .findByImageNumberAndVersion(number(id), version)
        .map(VersionEntry::imageVersion);
  }

  List<ImageIndex> indexes(String id, int version) {
    return indexes.findByVersionIdOrderByImageIndex(versionId(id, version)).stream()
        .map(IndexEntry::index)
        .toList();
  }

  List<InstalledPackage> packages(String id, int version) {
    return packages.findByVersionIdOrderById(versionId(id, version)).stream()
        .map(PackageEntry::installedPackage)
        .toList();
  }

  /** Records a version whose files are in place and makes it the current one, all at once. */
  ImageVersion publish(
      String id,
      int version,
      String fileName,
      String sha256,
      long size,
      Long runNumber,
      boolean experimental,
      ImageContents contents) {
    VersionEntry row =
        new VersionEntry(
            null,
            number(id),
            version,
            fileName,
            size,
            sha256,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            runNumber,
            experimental,
            false);
    return transaction.execute(
        status -> {
          VersionEntry saved = versions.save(row);
          database.insertAll(
              contents.indexes().stream().map(index -> IndexEntry.of(saved.id(), index)).toList());
          database.insertAll(
              contents.packages().stream()
                  .map(installed -> PackageEntry.of(saved.id(), installed))
                  .toList());
          if (runNumber != null) {
            images.makeCurrent(saved.imageNumber(), version);
          } else if (!images.endImport(saved.imageNumber(), version)) {
            throw new IllegalStateException(
                "The import was given up because this server had been silent for too long");
          }
          return saved.imageVersion();
        });
  }

  /**
   * Makes a version the current one.
   *
   * @return false when it is not there any more
   */
  boolean makeCurrent(String id, int version) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              images.lock(number(id));
              boolean there = version(id, version).isPresent();
              if (there) {
                images.makeCurrent(number(id), version);
              }
              return there;
            }));
  }

  /**
   * Says whether a version stays whatever the rules of retention say.
   *
   * @return false when it is not there
   */
  boolean keep(String id, int version, boolean keep) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              images.lock(number(id));
              return versions.keep(number(id), version, keep);
            }));
  }

  /** Which versions of an image to remove: told the current one, and all from the first on. */
  interface Choice extends BiFunction<Integer, List<ImageVersion>, List<ImageVersion>> {}

  /** Forgets versions; their folders are to be removed from then on. All at once. */
  void remove(String id, Choice choice) {
    transaction.executeWithoutResult(
        status -> {
          images.lock(number(id));
          Integer current = require(id).currentVersion();
          if (current != null) {
            choice.apply(current, versions(id)).forEach(this::remove);
          }
        });
  }

  private void remove(ImageVersion version) {
    long row = versionId(version.imageId(), version.version());
    packages.deleteByVersionId(row);
    indexes.deleteByVersionId(row);
    versions.deleteById(row);
    removed.save(new RemovedVersion(null, number(version.imageId()), version.version()));
  }

  /** The versions whose folders are to be removed. */
  List<RemovedVersion> removed() {
    return removed.findAllByOrderById();
  }

  /** The folder of a removed version is gone. */
  void forget(RemovedVersion version) {
    removed.delete(version);
  }

  private long versionId(String id, int version) {
    return versions
        .findByImageNumberAndVersion(number(id), version)
        .map(VersionEntry::id)
        .orElseThrow(() -> new VersionNotFoundException(id, version));
  }

  private static long number(String id) {
    return ImageId.number(id).orElseThrow(() -> new ImageNotFoundException(id));
  }
}
