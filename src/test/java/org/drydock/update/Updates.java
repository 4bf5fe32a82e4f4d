package org.drydock.update;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds updates for the tests, as the catalogue would hold them. */
final class Updates {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String FOUNDATION = Packages.FOUNDATION + TOKEN + "10.0.26100.1";

  private Updates() {}

  static SoftwareUpdate rollup(String kb, String version, PackageMetadata... more) {
    return update(kb, "x64", packaged("Package_for_RollupFix", version), more);
  }

  static SoftwareUpdate servicingStack(String kb, String version) {
    return update(kb, "x64", stack(version));
  }

  static PackageMetadata stack(String version) {
    return packaged("Package_for_ServicingStack_" + version.split("\\.")[1], version);
  }

  static SoftwareUpdate dotNet(String kb, String version) {
    return update(kb, "x64", packaged("Package_for_DotNetRollup_481", version));
  }

  static SoftwareUpdate other(String kb, String name, String releaseType) {
    return update(kb, "x64", withReleaseType(packaged(name, "10.0.26100.5"), releaseType));
  }

  static SoftwareUpdate update(
      String kb, String architecture, PackageMetadata first, PackageMetadata... more) {
    List<PackageMetadata> packages = new ArrayList<>(List.of(first));
    packages.addAll(List.of(more));
    return new SoftwareUpdate(
        kb,
        kb,
        kb,
        UpdateKind.of(packages),
        "Update",
        architecture,
        Instant.EPOCH,
        packages.stream().anyMatch(PackageMetadata::psfx),
        new UpdateBinary(kb + ".cab", kb, 1, UpdateBinary.Container.CAB),
        packages);
  }

  /** A package that belongs to the Foundation package of build 26100. */
  static PackageMetadata packaged(String name, String version) {
    return metadata(name, version, List.of(parent(FOUNDATION)), null, false);
  }

  static PackageMetadata needing(String name, String version, String... parents) {
    return metadata(name, version, List.of(parent(parents)), null, false);
  }

  static PackageMetadata withoutParents(String name, String version, PackageMetadata... nested) {
    return metadata(name, version, List.of(), null, false).withNested(List.of(nested));
  }

  static PackageMetadata withFloor(String name, String version, String floor) {
    return metadata(name, version, List.of(parent(FOUNDATION)), PackageVersion.parse(floor), false);
  }

  static PackageMetadata deltas(String name, String version) {
    return metadata(name, version, List.of(parent(FOUNDATION)), null, true);
  }

  static Parent parent(String... identities) {
    return new Parent(
        List.of(identities).stream().map(PackageIdentity::parse).toList(),
        Parent.Comparison.EQ,
        Parent.Comparison.EQ,
        Parent.Comparison.GE);
  }

  /** A cumulative update that builds on a checkpoint, or any later cumulative update. */
  static PackageMetadata buildingOn(String checkpoint, String version) {
    Parent parent =
        new Parent(
            List.of(identity("Package_for_RollupFix", checkpoint)),
            Parent.Comparison.GE,
            Parent.Comparison.GE,
            Parent.Comparison.GE);
    return metadata("Package_for_RollupFix", version, List.of(parent), null, false);
  }

  static PackageIdentity identity(String name, String version) {
    return PackageIdentity.parse(name + TOKEN + version);
  }

  private static PackageMetadata metadata(
      String name, String version, List<Parent> parents, PackageVersion floor, boolean psfx) {
    return new PackageMetadata(
        identity(name, version),
        null,
        null,
        null,
        null,
        null,
        parents,
        floor,
        psfx,
        List.of(),
        null);
  }

  private static PackageMetadata withReleaseType(PackageMetadata p, String releaseType) {
    return new PackageMetadata(
        p.identity(),
        null,
        releaseType,
        null,
        null,
        null,
        p.parents(),
        null,
        false,
        List.of(),
        null);
  }
}
