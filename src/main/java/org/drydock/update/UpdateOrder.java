package org.drydock.update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order in which updates go into an image, as Microsoft's servicing guidance has it. */
public final class UpdateOrder {

  private static final Comparator<SoftwareUpdate> BY_KIND_THEN_AGE =
      Comparator.<SoftwareUpdate>comparingInt(update -> rank(update.kind()))
          .thenComparing(SoftwareUpdate::releaseDate)
          .thenComparing(update -> update.packages().get(0).identity().version())
          .thenComparing(SoftwareUpdate::id);

  private UpdateOrder() {}

  /**
   * @param first applied before the cleanup, in this order
   * @param afterCleanup what leaves pending operations, and what needs it
   */
  public record Phases(List<SoftwareUpdate> first, List<SoftwareUpdate> afterCleanup) {}

  /** Orders the updates by kind, and each one behind those it needs. */
  public static Phases phases(List<SoftwareUpdate> updates) {
    List<SoftwareUpdate> ordered =
        behindWhatTheyNeed(updates.stream().sorted(BY_KIND_THEN_AGE).toList());
    List<SoftwareUpdate> first = new ArrayList<>();
    List<SoftwareUpdate> afterCleanup = new ArrayList<>();
    for (SoftwareUpdate update : ordered) {
      boolean late =
          leavesPendingOperations(update.kind())
              || afterCleanup.stream().anyMatch(needed -> needs(update, needed));
      (late ? afterCleanup : first).add(update);
    }
    return new Phases(List.copyOf(first), List.copyOf(afterCleanup));
  }

  /** Whether the update cannot go in before the other one has: its servicing stack or a parent. */
  public static boolean needs(SoftwareUpdate update, SoftwareUpdate other) {
    return !update.id().equals(other.id())
        && update
            .allPackages()
            .anyMatch(p -> needsParentFrom(p, other, update) || needsStackFrom(p, other, update));
  }

  /** Whether the update needs a servicing stack as high as the other one does, and brings none. */
  public static boolean needsNoLowerStack(SoftwareUpdate update, SoftwareUpdate other) {
    Optional<PackageVersion> wanted = ServicingStack.foreignFloor(update);
    return wanted.isPresent()
        && ServicingStack.foreignFloor(other)
            .filter(floor -> !wanted.get().isAtLeast(floor))
            .isEmpty();
  }

  private static boolean needsParentFrom(
      PackageMetadata wanting, SoftwareUpdate other, SoftwareUpdate own) {
    return wanting.parents().stream()
        .anyMatch(parent -> holdsParent(other, parent) && !holdsParent(own, parent));
  }

  private static boolean holdsParent(SoftwareUpdate update, Parent parent) {
    return update.allPackages().anyMatch(p -> parent.isSatisfiedBy(p.identity()));
  }

  private static boolean needsStackFrom(
      PackageMetadata wanting, SoftwareUpdate other, SoftwareUpdate own) {
    return ServicingStack.isRaisedBy(wanting, other) && !ServicingStack.isRaisedBy(wanting, own);
  }

  private static List<SoftwareUpdate> behindWhatTheyNeed(List<SoftwareUpdate> sorted) {
    List<SoftwareUpdate> waiting = new ArrayList<>(sorted);
    List<SoftwareUpdate> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      SoftwareUpdate next =
          waiting.stream()
              .filter(update -> waiting.stream().noneMatch(other -> needs(update, other)))
              .findFirst()
              .orElse(waiting.get(0)); // a cycle: the kinds decide
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean leavesPendingOperations(UpdateKind kind) {
    return kind == UpdateKind.OPTIONAL_COMPONENT || kind == UpdateKind.DOTNET;
  }

  private static int rank(UpdateKind kind) {
    return switch (kind) {
      case SERVICING_STACK -> 1;
      case LANGUAGE -> 2;
      case FEATURE -> 3;
      case SAFE_OS -> 4;
      case CUMULATIVE -> 5;
      case OTHER, HOTPATCH -> 6;
      case OPTIONAL_COMPONENT -> 7;
      case DOTNET -> 8;
    };
  }
}
