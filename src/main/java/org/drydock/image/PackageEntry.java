package org.drydock.image;

import org.springframework.data.annotation.Id;

/** A package of an index of a published version as the database keeps it. */
record PackageEntry(
    @Id Long id,
    long versionId,
    int imageIndex,
    String identity,
    String state,
    String releaseType,
    String installTime) {

  static PackageEntry of(long versionId, InstalledPackage installed) {
    return new PackageEntry(
        null,
        versionId,
        installed.index(),
        installed.identity(),
        installed.state(),
        installed.releaseType(),
        installed.installTime());
  }

  InstalledPackage installedPackage() {
    return new InstalledPackage(imageIndex, identity, state, releaseType, installTime);
  }
}
