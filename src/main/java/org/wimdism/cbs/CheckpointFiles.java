package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the checkpoints that a cumulative update builds on among the .msu files beside it, as DISM
 * does: an image must have every earlier checkpoint, and only the last update is named.
 */
public final class CheckpointFiles {

  private static final Comparator<PackageFile> OLDEST_FIRST =
      Comparator.comparing(file -> file.identity().version());

  private final Path scratch;
  private final Optional<PackageCache> cache;

  /**
   * @param scratch an existing folder; what is unpacked there stays until the caller removes it
   */
  public CheckpointFiles(Path scratch, Optional<PackageCache> cache) {
    this.scratch = scratch;
    this.cache = cache;
  }

  /** What the image lacks and the update's folder has, the oldest first. */
  List<PackageFile> before(PackageFile target, ServicedImage image) {
    if (lacking(target, image).isEmpty()) {
      return List.of();
    }
    List<PackageFile> beside = beside(target);
    List<PackageFile> chain = new ArrayList<>();
    Deque<PackageFile> open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      lacking(open.pop(), image)
          .flatMap(parent -> checkpoint(beside, parent))
          .filter(found -> !chain.contains(found))
          .ifPresent(
              found -> {
                chain.add(found);
                open.push(found);
              });
    }
    return chain.stream().sorted(OLDEST_FIRST).toList();
  }

  /** The cumulative update that must be there before, where the image has none that will do. */
  private static Optional<Parent> lacking(PackageFile file, ServicedImage image) {
    if (!file.isMsu()) {
      return Optional.empty();
    }
    PackageManifest root = file.root();
    return root.hasParentAmong(image.packages().parents())
        ? Optional.empty()
        : root.parents().stream()
            .filter(
                parent ->
                    parent.alternatives().stream().anyMatch(CheckpointFiles::isCumulativeUpdate))
            .findFirst();
  }

  private static Optional<PackageFile> checkpoint(List<PackageFile> beside, Parent parent) {
    return beside.stream()
        .filter(file -> parent.isAmong(List.of(file.identity())))
        .min(OLDEST_FIRST);
  }

  private List<PackageFile> beside(PackageFile target) {
    try (Stream<Path> files = Files.list(target.file().toAbsolutePath().getParent())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".msu"))
          .filter(file -> !file.getFileName().equals(target.file().getFileName()))
          .sorted()
          .map(file -> PackageFile.open(file, scratch, cache))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isCumulativeUpdate(Identity identity) {
    return identity.name().equalsIgnoreCase("Package_for_RollupFix");
  }
}
