package org.wimdism.cbs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wimdism.ServicingError;
import org.wimdism.cbs.PackageManifest.Description;
import org.wimdism.wim.MountedImage;

/**
 * What can be told about a package in or for an image.
 *
 * @param record its record, where the image has it
 * @param reason why it is not applicable
 */
public record PackageInfo(
    Identity identity,
    Description description,
    Optional<InstalledPackage> record,
    Optional<String> reason) {

  /** All packages of the image that are listed, with their release types. */
  public static List<PackageInfo> all(MountedImage image) {
    try (ServicedImage serviced = ServicedImage.reading(image)) {
      return serviced.packages().all().stream()
          .filter(InstalledPackage::visible)
          .map(each -> ofRecord(each, serviced))
          .toList();
    }
  }

  /** A package the image records. */
  public static PackageInfo named(String name, MountedImage image) {
    try (ServicedImage serviced = ServicedImage.reading(image)) {
      return serviced.packages().all().stream()
          .filter(each -> each.identity().toString().equalsIgnoreCase(name))
          .findFirst()
          .map(each -> ofRecord(each, serviced))
          .orElseThrow(
              () ->
                  Fault.UNKNOWN_PACKAGE.with(
                      "The image has no package " + name + "; /Get-Packages lists those it has."));
    }
  }

  /**
   * A cabinet, seen from the image.
   *
   * @throws ServicingError error 50 for what wimdism would not add although DISM does
   */
  public static PackageInfo ofFile(
      Path file, MountedImage image, ScratchFolder scratch, Optional<PackageCache> cache) {
    PackageFile opened = PackageFile.open(file, scratch.path(), cache);
    if (opened.isMsu()) {
      throw Fault.NOT_SUPPORTED.with(
          file.getFileName()
              + " is an .msu: /Get-PackageInfo takes cabinets only. Whether it applies shows when"
              + " it is added.");
    }
    PackageContents contents = opened.packages().get(0);
    InstallPlanner.requireWholeFiles(contents);
    try (ServicedImage serviced = ServicedImage.reading(image)) {
      Applicability applicability = Applicability.of(contents.root(), serviced);
      Identity identity = contents.root().identity();
      Optional<InstalledPackage> same =
          applicability.installed().filter(each -> each.identity().sameAs(identity));
      Optional<String> reason = applicability.obstacle().map(Applicability.Obstacle::reason);
      if (applicability.installed().isPresent() && same.isEmpty()) {
        reason = Optional.of("The image has " + applicability.installed().get().identity() + ".");
      }
      if (reason.isEmpty() && same.isEmpty()) {
        InstallPlanner.plan(contents, serviced);
      }
      return new PackageInfo(identity, contents.root().description(), same, reason);
    }
  }

  /** Whether the package fits the image; one that is installed does. */
  public boolean applicable() {
    return reason.isEmpty();
  }

  private static PackageInfo ofRecord(InstalledPackage record, ServicedImage serviced) {
    Description description =
        serviced
            .folder()
            .manifest(record.identity())
            .map(PackageManifest::description)
            .orElse(Description.UNKNOWN);
    return new PackageInfo(record.identity(), description, Optional.of(record), Optional.empty());
  }
}
