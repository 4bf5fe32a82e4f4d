package org.wimdism.cbs;

import java.util.Optional;

/**
 * Whether a package can be added to an image.
 *
 * @param installed its record, or that of a higher version, where the image has one
 * @param obstacle why it cannot be added; nothing where it can, or where it is installed
 */
record Applicability(Optional<InstalledPackage> installed, Optional<Obstacle> obstacle) {

  /** What is in the way, with the error that /Add-Package ends with. */
  record Obstacle(Fault fault, String reason) {}

  static Applicability of(PackageManifest manifest, ServicedImage image) {
    return of(manifest, image, false);
  }

  /**
   * As {@link #of(PackageManifest, ServicedImage)}.
   *
   * @param anyParent whether it may be added where none of its parents is installed
   */
  static Applicability of(PackageManifest manifest, ServicedImage image, boolean anyParent) {
    Identity identity = manifest.identity();
    if (!identity.architecture().equalsIgnoreCase(image.architecture())) {
      return notApplicable(
          identity
              + " is for "
              + identity.architecture()
              + ", the image is "
              + image.architecture()
              + ".");
    }
    Optional<InstalledPackage> installed = image.packages().installedInstead(identity);
    if (installed.isPresent()) {
      return new Applicability(installed, Optional.empty());
    }
    if (!anyParent && !manifest.hasParentAmong(image.packages().parents())) {
      return notApplicable(
          identity + " extends none of the packages in the image; it needs " + wanted(manifest));
    }
    return stackObstacle(manifest, image)
        .map(obstacle -> new Applicability(Optional.empty(), Optional.of(obstacle)))
        .orElseGet(() -> new Applicability(Optional.empty(), Optional.empty()));
  }

  /** Whether adding it would change the image, or succeeds because it is there. */
  boolean canBeAdded() {
    return obstacle.isEmpty();
  }

  private static Optional<Obstacle> stackObstacle(PackageManifest manifest, ServicedImage image) {
    if (manifest.stackFloor().isEmpty()) {
      return Optional.empty();
    }
    Version floor = manifest.stackFloor().get();
    Optional<Version> stack = image.servicingStack();
    if (stack.isPresent() && stack.get().compareTo(floor) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            Fault.STACK_TOO_OLD,
            manifest.identity()
                + " needs servicing stack "
                + floor
                + " or newer; the image has "
                + stack.map(Version::toString).orElse("none")
                + ". Add the servicing stack update (SSU) first."));
  }

  private static Applicability notApplicable(String reason) {
    return new Applicability(
        Optional.empty(), Optional.of(new Obstacle(Fault.NOT_APPLICABLE, reason)));
  }

  private static String wanted(PackageManifest manifest) {
    return manifest.parents().stream()
            .flatMap(parent -> parent.alternatives().stream())
            .map(Identity::toString)
            .limit(3)
            .reduce((a, b) -> a + " or " + b)
            .orElse("none")
        + ".";
  }
}
