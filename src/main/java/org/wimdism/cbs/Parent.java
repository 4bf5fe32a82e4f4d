package org.wimdism.cbs;

import java.util.Collection;
import java.util.List;

/** What must be installed for a package to apply: one of the alternatives. */
record Parent(List<Identity> alternatives, Compare version, Compare build, Compare revision) {

  /** How one part of a version is compared. */
  enum Compare {
    EQUAL,
    AT_LEAST;

    /** An absent attribute means equal; Microsoft documents neither case. */
    static Compare of(String attribute) {
      return switch (attribute) {
        case "", "EQ" -> EQUAL;
        case "GE" -> AT_LEAST;
        default ->
            throw Fault.MANIFEST_BROKEN.with(
                "A parent compares its version with \"" + attribute + "\"; known are EQ and GE.");
      };
    }
  }

  boolean isAmong(Collection<Identity> installed) {
    return alternatives.stream()
        .anyMatch(wanted -> installed.stream().anyMatch(have -> satisfies(have, wanted)));
  }

  private boolean satisfies(Identity have, Identity wanted) {
    return have.sameButVersion(wanted) && accepts(have.version(), wanted.version());
  }

  /** A higher part that is allowed to be higher frees the parts below it. */
  private boolean accepts(Version have, Version wanted) {
    int major = Integer.compare(have.major(), wanted.major());
    int minor = major != 0 ? major : Integer.compare(have.minor(), wanted.minor());
    if (minor != 0) {
      return version == Compare.AT_LEAST && minor > 0;
    }
    int third = Integer.compare(have.build(), wanted.build());
    if (third != 0) {
      return build == Compare.AT_LEAST && third > 0;
    }
    int fourth = Integer.compare(have.revision(), wanted.revision());
    return fourth == 0 || (revision == Compare.AT_LEAST && fourth > 0);
  }
}
