package org.drydock.update;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checkpoint cumulative updates (Windows 11 24H2, Server 2025): a cumulative update holds only what
 * changed since the last checkpoint, so an image must have every earlier checkpoint too. DISM finds
 * them itself when their .msu files lie beside the one it is given.
 */
public final class Checkpoints {

  private static final Comparator<SoftwareUpdate> OLDEST_FIRST =
      Comparator.<SoftwareUpdate, PackageVersion>comparing(Checkpoints::rollupVersion)
          .thenComparing(SoftwareUpdate::id);

  private Checkpoints() {}

  /**
   * The checkpoints that have to go into an image together with a cumulative update, the oldest
   * first. What the catalogue does not hold is left out; the check of applicability says so.
   *
   * @param indexes of the image, as they are now
   */
  public static List<SoftwareUpdate> before(
      SoftwareUpdate target, List<SoftwareUpdate> catalogue, List<ImageFacts> indexes) {
    if (!canBeOne(target)) {
      return List.of();
    }
    List<SoftwareUpdate> chain = new ArrayList<>();
    Deque<SoftwareUpdate> open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      for (Parent parent : rollupParents(open.pop())) {
        if (indexes.stream().allMatch(index -> index.present().anyMatch(parent::isSatisfiedBy))) {
          continue;
        }
        first(catalogue, parent)
            .filter(checkpoint -> !checkpoint.id().equals(target.id()))
            .filter(Predicate.not(chain::contains))
            .ifPresent(
                checkpoint -> {
                  chain.add(checkpoint);
                  open.push(checkpoint);
                });
      }
    }
    return chain.stream().sorted(OLDEST_FIRST).toList();
  }

  /** The checkpoint itself, not a later update that would satisfy the parent as well. */
  private static Optional<SoftwareUpdate> first(List<SoftwareUpdate> catalogue, Parent parent) {
    return catalogue.stream()
        .filter(Checkpoints::canBeOne)
        .filter(
            update ->
                rollups(update).map(PackageMetadata::identity).anyMatch(parent::isSatisfiedBy))
        .min(OLDEST_FIRST);
  }

  private static List<Parent> rollupParents(SoftwareUpdate update) {
    return rollups(update)
        .flatMap(p -> p.parents().stream())
        .filter(
            parent ->
                !parent.alternatives().isEmpty()
                    && parent.alternatives().stream().allMatch(PackageIdentity::isRollup))
        .toList();
  }

  /** Whether it is a file that DISM takes along as a checkpoint. */
  public static boolean canBeOne(SoftwareUpdate update) {
    return update.kind() == UpdateKind.CUMULATIVE
        && update.binary().container() == UpdateBinary.Container.MSU;
  }

  private static PackageVersion rollupVersion(SoftwareUpdate update) {
    return rollups(update)
        .map(p -> p.identity().version())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Stream<PackageMetadata> rollups(SoftwareUpdate update) {
    return update.packages().stream().filter(p -> p.identity().isRollup());
  }
}
