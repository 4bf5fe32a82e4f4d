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

  boolean hasParentOf(PackageMetadata metadata) {
    return metadata.parents().stream()
        .anyMatch(
            parent ->
                installed.stream()
                    .filter(InstalledFact::canBeParent)
                    .anyMatch(fact -> parent.isSatisfiedBy(fact.identity())));
  }

  Stream<PackageIdentity> present() {
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
