package org.drydock.update;

import java.util.List;

/**
 * What a package needs in the image: one of the alternatives, in a version that compares as said.
 *
 * @param version how the first two parts of the version compare; for a cumulative update these are
 *     the Windows build and its revision
 * @param build how the third part of the version compares
 * @param revision how the fourth part of the version compares
 */
public record Parent(
    List<PackageIdentity> alternatives, Comparison version, Comparison build, Comparison revision) {

  /** EQ: the same number; GE: the same or a higher one. */
  public enum Comparison {
    EQ,
    GE
  }

  public Parent {
    version = version == null ? Comparison.EQ : version; // as earlier releases stored it
  }

  /** Whether a package that is installed is one of the alternatives, in a version that will do. */
  public boolean isSatisfiedBy(PackageIdentity installed) {
    return alternatives.stream()
        .anyMatch(
            wanted ->
                wanted.isSamePackage(installed) && accepts(wanted.version(), installed.version()));
  }

  /** A higher part that is allowed to be higher frees the parts below it. */
  private boolean accepts(PackageVersion wanted, PackageVersion installed) {
    int major = Integer.compare(installed.major(), wanted.major());
    int first = major != 0 ? major : Integer.compare(installed.minor(), wanted.minor());
    if (first != 0) {
      return version == Comparison.GE && first > 0;
    }
    if (wanted.build() != installed.build()) {
      return build == Comparison.GE && installed.build() > wanted.build();
    }
    return wanted.revision() == installed.revision()
        || (revision == Comparison.GE && installed.revision() > wanted.revision());
  }
}
