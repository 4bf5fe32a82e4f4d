package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduledUpdates;

/**
 * An image with its versions and the indexes of the current one.
 *
 * @param kind "image" or "upgrade-package"
 * @param state "importing", "ready" or "failed"
 * @param message why the import failed; absent otherwise
 * @param currentVersion absent until the import has ended
 * @param currentPath the WIM of the current version
 * @param scheduledUpdatesDate when it will be or was last serviced; absent for never
 */
record ImageDetails(
    String id,
    String name,
    String kind,
    String state,
    String message,
    Instant createdAt,
    List<ImageIndex> indexes,
    List<Version> versions,
    Integer currentVersion,
    String currentPath,
    Instant scheduledUpdatesDate,
    String scheduledUpdatesStatus) {

  /**
   * A published version.
   *
   * @param size of the WIM in bytes
   * @param runNumber the run that made it; absent for the import
   * @param keep whether it stays whatever the rules of retention say
   */
  record Version(
      int version,
      String path,
      long size,
      String sha256,
      Instant createdAt,
      Long runNumber,
      boolean experimental,
      boolean keep) {

    static Version of(ImageVersion version, ImageLibrary images) {
      return new Version(
          version.version(),
          images.file(version).toString(),
          version.size(),
          version.sha256(),
          version.createdAt(),
          version.runNumber(),
          version.experimental(),
          version.keep());
    }
  }

  static ImageDetails of(OsImage image, ImageLibrary images, ScheduledUpdates.Status scheduled) {
    List<Version> versions =
        images.versions(image.id()).stream().map(version -> Version.of(version, images)).toList();
    Integer current = image.currentVersion();
    return new ImageDetails(
        image.id(),
        image.name(),
        image.kind().word(),
        image.state().name().toLowerCase(Locale.ROOT),
        image.stateMessage(),
        image.createdAt(),
        current == null ? List.of() : images.indexes(image.id(), current),
        versions,
        current,
        versions.stream()
            .filter(version -> current != null && version.version() == current)
            .map(Version::path)
            .findFirst()
            .orElse(null),
        scheduled.date(),
        scheduled.status());
  }
}
