package org.drydock.servicing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.update.PackageIdentity;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/**
 * Finds what the current version of an image has and its original lacks, so that a run which starts
 * from the original loses nothing. The packages in both decide, not the record of earlier runs,
 * which may have been removed.
 */
@Component
class CarriedUpdates {

  /** A cumulative update may hold hundreds of packages; a sentence names the first few. */
  private static final int NAMED_AT_MOST = 3;

  private final ImageLibrary images;
  private final ImageApplicability applicability;
  private final UpdateCatalog updates;

  CarriedUpdates(ImageLibrary images, ImageApplicability applicability, UpdateCatalog updates) {
    this.images = images;
    this.applicability = applicability;
    this.updates = updates;
  }

  /**
   * The updates to apply again, in no particular order; none when the original is in use.
   *
   * @throws ServicingNotPossibleException when the file of one is not in the content library
   */
  List<SoftwareUpdate> since(OsImage image, int original) {
    if (image.currentVersion() == original) {
      return List.of();
    }
    Set<PackageIdentity> gained = gained(image, original);
    List<SoftwareUpdate> carried = new ArrayList<>();
    Set<PackageIdentity> known = new LinkedHashSet<>();
    for (SoftwareUpdate update : updates.all()) {
      if (update.packages().stream().anyMatch(p -> gained.contains(p.identity()))) {
        carried.add(update);
        update.packageIdentities().forEach(known::add);
      }
    }
    refuseToLose(image, gained, known);
    return carried;
  }

  private Set<PackageIdentity> gained(OsImage image, int original) {
    Set<PackageIdentity> gained =
        new TreeSet<>(
            Comparator.comparing(PackageIdentity::toString, String.CASE_INSENSITIVE_ORDER));
    for (ImageIndex index : images.indexes(image.id(), image.currentVersion())) {
      Set<PackageIdentity> before =
          applicability
              .facts(image.id(), original, index.index())
              .present()
              .collect(Collectors.toSet());
      applicability
          .facts(image.id(), image.currentVersion(), index.index())
          .present()
          .filter(identity -> !before.contains(identity))
          .forEach(gained::add);
    }
    return gained;
  }

  private static void refuseToLose(
      OsImage image, Set<PackageIdentity> gained, Set<PackageIdentity> known) {
    List<String> lost =
        gained.stream()
            .filter(identity -> !known.contains(identity))
            .map(PackageIdentity::toString)
            .toList();
    if (!lost.isEmpty()) {
      throw new ServicingNotPossibleException(
          "Image "
              + image.id()
              + " cannot be serviced from its original without losing what version "
              + image.currentVersion()
              + " has: "
              + lost.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
              + (lost.size() > NAMED_AT_MOST
                  ? " and " + (lost.size() - NAMED_AT_MOST) + " more"
                  : "")
              + ". No update in the content library holds it. Put the file of that update into the"
              + " inbox and synchronise, or service the current version.");
    }
  }
}
