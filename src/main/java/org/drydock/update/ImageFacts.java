package org.drydock.update;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What decides whether an update belongs into an image.
 *
 * @param architecture x86, x64 or arm64
 * @param version such as 10.0.26100.1742
 */
public record ImageFacts(String architecture, String version, List<InstalledFact> installed) {

  private static final String INSTALLED = "Installed";

  /** The image as it will be when the update is in it; for looking at a whole list in order. */
  public ImageFacts after(SoftwareUpdate update) {
    Stream<InstalledFact> added =
        update
            .allPackages()
            .filter(p -> p.parents().isEmpty() || hasParentOf(p))
            .map(p -> new InstalledFact(p.identity(), INSTALLED));
    return new ImageFacts(architecture, version, Stream.concat(installed.stream(), added).toList());
  }

  /** The image with the servicing stack that a combined update installs before its other parts. */
  ImageFacts withServicingStackOf(SoftwareUpdate update) {
    Stream<InstalledFact> stacks =
        update
            .allPackages()
            .map(PackageMetadata::identity)
            .filter(PackageIdentity::isServicingStack)
            .map(identity -> new InstalledFact(identity, INSTALLED));
    return new ImageFacts(
        architecture, version, Stream.concat(installed.stream(), stacks).toList());
  }

  /**
   * The packages of an update that is said to be in the image, and are not: neither themselves, nor
   * a later version of them, nor superseded by another package. Of a file with several packages
   * those count that belong into the image; where none says so, one of them will do.
   */
  public List<PackageIdentity> missingOf(SoftwareUpdate update) {
    List<PackageIdentity> wanted =
        update.packages().stream()
            .filter(p -> p.parents().isEmpty() || hasParentOf(p))
            .map(PackageMetadata::identity)
            .toList();
    if (!wanted.isEmpty()) {
      return wanted.stream().filter(identity -> !holds(identity)).toList();
    }
    List<PackageIdentity> any = update.packages().stream().map(PackageMetadata::identity).toList();
    return any.stream().anyMatch(this::holds) ? List.of() : any;
  }

  /** The packages whose installation or removal waits for the image to start as Windows. */
  public List<PackageIdentity> pending() {
    return installed.stream()
        .filter(InstalledFact::isPending)
        .map(InstalledFact::identity)
        .toList();
  }

  private boolean holds(PackageIdentity wanted) {
    return installed.stream()
        .filter(fact -> fact.isPresent() || fact.isSuperseded())
        .map(InstalledFact::identity)
        .anyMatch(
            there -> there.isSameSeries(wanted) && there.version().isAtLeast(wanted.version()));
  }

  boolean hasParentOf(PackageMetadata metadata) {
    return metadata.parents().stream()
        .anyMatch(
            parent ->
                installed.stream()
                    .filter(InstalledFact::canBeParent)
                    .anyMatch(fact -> parent.isSatisfiedBy(fact.identity())));
  }

  /** The packages that count as being in the image. */
  public Stream<PackageIdentity> present() {
    return installed.stream().filter(InstalledFact::isPresent).map(InstalledFact::identity);
  }

  /** The servicing stack: the highest one recorded, else the one the Windows build came with. */
  PackageVersion servicingStack() {
    PackageVersion windows = PackageVersion.parse(version);
    return ServicingStack.highest(present())
        .orElse(new PackageVersion(windows.major(), windows.minor(), windows.build(), 1));
  }

  /** Whether it is a Windows PE image; the recovery environment is one too. */
  boolean isWindowsPe() {
    return hasPackageNaming("winpe");
  }

  /** Whether it is the recovery environment. */
  boolean isRecovery() {
    return hasPackageNaming("winpe-rejuv") || hasPackageNaming("winpe-srt");
  }

  private boolean hasPackageNaming(String word) {
    return present().anyMatch(identity -> identity.name().toLowerCase(Locale.ROOT).contains(word));
  }
}
