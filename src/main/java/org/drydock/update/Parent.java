package org.drydock.update;

import java.util.List;

/**
 * What a package needs in the image: one of the alternatives, in a version that compares as said.
 *
 * @param build how the third part of the version compares
 * @param revision how the fourth part of the version compares
 */
public record Parent(List<PackageIdentity> alternatives, Comparison build, Comparison revision) {

  /** EQ: the same number; GE: the same or a higher one. */
  public enum Comparison {
    EQ,
    GE
  }

  /** Whether a package that is installed is one of the alternatives, in a version that will do. */
  public boolean isSatisfiedBy(PackageIdentity installed) {
    return alternatives.stream()
        .anyMatch(
            wanted ->
                wanted.isSamePackage(installed) && accepts(wanted.version(), installed.version()));
  }

  private boolean accepts(PackageVersion wanted, PackageVersion installed) {
    if (wanted.major() != installed.major() || wanted.minor() != installed.minor()) {
      return false;
    }
    if (wanted.build() != installed.build()) {
      return build == Comparison.GE && installed.build() > wanted.build();
    }
    return wanted.revision() == installed.revision()
        || (revision == Comparison.GE && installed.revision() > wanted.revision());
  }
}
