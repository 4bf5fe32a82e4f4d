package org.drydock.update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which update makes another one unnecessary. */
public final class Supersedence {

  private static final Comparator<SoftwareUpdate> LATEST_FIRST =
      Comparator.comparing(SoftwareUpdate::releaseDate)
          .reversed()
          .thenComparing(SoftwareUpdate::id);

  private Supersedence() {}

  /**
   * What remains of the picks, in their order, and what was replaced by which other pick.
   *
   * @param kept the updates to apply
   */
  public record Picks(List<SoftwareUpdate> kept, List<Replaced> replaced) {}

  /**
   * @param reason one sentence for the plan
   */
  public record Replaced(SoftwareUpdate old, SoftwareUpdate by, String reason) {}

  /** Replaces each pick that another pick supersedes or contains. */
  public static Picks resolve(List<SoftwareUpdate> picks) {
    return resolve(picks, true);
  }

  /**
   * @param engineUnderstandsDeltas false keeps a delta update from replacing one that can be
   *     applied
   */
  public static Picks resolve(List<SoftwareUpdate> picks, boolean engineUnderstandsDeltas) {
    List<SoftwareUpdate> kept = new ArrayList<>();
    List<Replaced> replaced = new ArrayList<>();
    for (int i = 0; i < picks.size(); i++) {
      SoftwareUpdate old = picks.get(i);
      List<SoftwareUpdate> earlier = picks.subList(0, i);
      picks.stream()
          .filter(by -> engineUnderstandsDeltas || !by.deltas() || old.deltas())
          .filter(by -> supersedes(by, old) || contains(by, old, earlier.contains(by)))
          .min(mostCapable(picks))
          .ifPresentOrElse(
              by -> replaced.add(new Replaced(old, by, reason(by, old))), () -> kept.add(old));
    }
    return new Picks(List.copyOf(kept), List.copyOf(replaced));
  }

  /** The update of the catalogue that supersedes this one; the last of a chain. */
  static Optional<SoftwareUpdate> latest(SoftwareUpdate old, List<SoftwareUpdate> catalogue) {
    List<SoftwareUpdate> superseding =
        catalogue.stream().filter(by -> supersedes(by, old)).toList();
    return superseding.stream().min(mostCapable(superseding));
  }

  /** Whether the newer one brings every package of the old one, at least one in a later version. */
  static boolean supersedes(SoftwareUpdate newer, SoftwareUpdate old) {
    return covers(newer, old)
        && old.packages().stream().anyMatch(p -> !holdsExactly(newer, p.identity()))
        && !UpdateOrder.needs(newer, old);
  }

  /** Whether the same packages are in both; of two equal files the earlier pick stays. */
  private static boolean contains(SoftwareUpdate by, SoftwareUpdate old, boolean isEarlier) {
    return !by.id().equals(old.id())
        && old.packages().stream().allMatch(p -> holdsExactly(by, p.identity()))
        && (by.packages().size() > old.packages().size() || isEarlier);
  }

  private static boolean covers(SoftwareUpdate newer, SoftwareUpdate old) {
    return !newer.id().equals(old.id())
        && old.packages().stream()
            .allMatch(o -> newer.packages().stream().anyMatch(n -> isSameOrLater(n, o)));
  }

  private static boolean holdsExactly(SoftwareUpdate update, PackageIdentity identity) {
    return update.packages().stream().anyMatch(p -> p.identity().equals(identity));
  }

  private static boolean isSameOrLater(PackageMetadata newer, PackageMetadata old) {
    return newer.identity().isSameSeries(old.identity())
        && newer.identity().version().isAtLeast(old.identity().version())
        && (isOfOneBuild(old.identity()) || appliesWherever(newer, old));
  }

  /**
   * Rollups and servicing stacks serve every edition of their build, whatever parents they name.
   */
  private static boolean isOfOneBuild(PackageIdentity identity) {
    return identity.isRollup() || identity.isServicingStack();
  }

  private static boolean appliesWherever(PackageMetadata newer, PackageMetadata old) {
    return old.parents().stream()
        .flatMap(parent -> parent.alternatives().stream())
        .allMatch(
            wanted ->
                newer.parents().stream()
                    .flatMap(parent -> parent.alternatives().stream())
                    .anyMatch(n -> n.isSamePackage(wanted) && sameWindows(n, wanted)));
  }

  private static boolean sameWindows(PackageIdentity one, PackageIdentity other) {
    PackageVersion a = one.version().asWindowsVersion();
    PackageVersion b = other.version().asWindowsVersion();
    return a.major() == b.major() && a.minor() == b.minor() && a.build() == b.build();
  }

  /** First the one that no other of them supersedes, then the latest. */
  private static Comparator<SoftwareUpdate> mostCapable(List<SoftwareUpdate> among) {
    Comparator<SoftwareUpdate> byRank =
        Comparator.comparingLong(
            update -> among.stream().filter(other -> supersedes(other, update)).count());
    return byRank.thenComparing(update -> -update.packages().size()).thenComparing(LATEST_FIRST);
  }

  private static String reason(SoftwareUpdate by, SoftwareUpdate old) {
    PackageIdentity was = old.packages().get(0).identity();
    if (!supersedes(by, old)) {
      return old.label() + " is left out: " + by.label() + " holds the same packages.";
    }
    String versions =
        by.packages().stream()
            .filter(p -> isSameOrLater(p, old.packages().get(0)))
            .findFirst()
            .map(
                p ->
                    " ("
                        + was.name()
                        + " "
                        + p.identity().version()
                        + " over "
                        + was.version()
                        + ")")
            .orElse("");
    return old.label() + " is superseded by " + by.label() + versions + ".";
  }
}
