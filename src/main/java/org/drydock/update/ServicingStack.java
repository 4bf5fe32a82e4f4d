package org.drydock.update;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which servicing stack a package needs and which one is there. */
final class ServicingStack {

  /** Manifests write this floor where any servicing stack will do. */
  private static final PackageVersion PLACEHOLDER = new PackageVersion(6, 0, 0, 0);

  private ServicingStack() {}

  /** The floor of a package in 10.0.BUILD.UBR form; empty where any stack will do. */
  static Optional<PackageVersion> floor(PackageMetadata metadata) {
    return Optional.ofNullable(metadata.servicingStackFloor())
        .filter(floor -> floor.compareTo(PLACEHOLDER) > 0);
  }

  /** The highest servicing stack among packages, in 10.0.BUILD.UBR form. */
  static Optional<PackageVersion> highest(Stream<PackageIdentity> packages) {
    return packages
        .filter(PackageIdentity::isServicingStack)
        .map(identity -> identity.version().asWindowsVersion())
        .max(Comparator.naturalOrder());
  }

  /** Whether the update brings a servicing stack of the package's Windows build that is enough. */
  static boolean isRaisedBy(PackageMetadata metadata, SoftwareUpdate update) {
    Optional<PackageVersion> brought = highest(update.allPackages().map(PackageMetadata::identity));
    return floor(metadata)
        .filter(floor -> brought.filter(stack -> isEnough(stack, floor)).isPresent())
        .isPresent();
  }

  /** The highest floor of the update's packages that it does not meet with a stack of its own. */
  static Optional<PackageVersion> foreignFloor(SoftwareUpdate update) {
    return update
        .allPackages()
        .filter(metadata -> !isRaisedBy(metadata, update))
        .flatMap(metadata -> floor(metadata).stream())
        .max(Comparator.naturalOrder());
  }

  private static boolean isEnough(PackageVersion stack, PackageVersion floor) {
    return stack.build() == floor.build() && stack.isAtLeast(floor);
  }
}
