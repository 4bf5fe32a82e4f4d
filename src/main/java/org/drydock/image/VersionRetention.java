package org.drydock.image;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.drydock.site.Removals;
import org.drydock.site.RetentionRule;
import org.springframework.stereotype.Service;

/**
 * Removes the versions that are no longer kept: first from the records, then from the disk, so that
 * whatever happens in between, nobody counts what is left as a version.
 */
@Service
public class VersionRetention {

  private final ImageRecords records;
  private final ImageShelf shelf;
  private final Clock clock;

  VersionRetention(ImageRecords records, ImageShelf shelf, Clock clock) {
    this.records = records;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * Applies a rule to the versions of each image. Those that are to be kept forever are not
   * counted.
   *
   * @param needed whether a version must stay, for a reason that this room does not know
   * @param checkpoint called before each removal; what it throws ends the work
   */
  public Removals apply(RetentionRule rule, Predicate<ImageVersion> needed, Runnable checkpoint) {
    Removals removals = new Removals();
    for (OsImage image : records.all()) {
      checkpoint.run();
      try {
        records.remove(
            image.id(), (current, versions) -> removable(rule, current, versions, needed));
      } catch (RuntimeException e) { // one image must not hold up the others
        removals.failed("versions of image " + image.id(), e);
      }
    }
    for (RemovedVersion version : records.removed()) {
      checkpoint.run();
      removeFolder(version, removals);
    }
    return removals;
  }

  private List<ImageVersion> removable(
      RetentionRule rule,
      int current,
      List<ImageVersion> versions,
      Predicate<ImageVersion> needed) {
    // The oldest is the original, from which a run may start; the numbering goes on from the
    // newest, and no number may be given twice.
    List<Integer> always =
        List.of(versions.get(0).version(), current, versions.get(versions.size() - 1).version());
    List<ImageVersion> counted =
        new ArrayList<>(versions.stream().filter(version -> !version.keep()).toList());
    Collections.reverse(counted);
    return rule.exceeding(counted, ImageVersion::createdAt, clock.instant()).stream()
        .filter(version -> !always.contains(version.version()))
        .filter(needed.negate())
        .toList();
  }

  private void removeFolder(RemovedVersion version, Removals removals) {
    String what = "version " + version.version() + " of image " + version.imageId();
    try {
      long bytes = shelf.discard(version.imageId(), version.version());
      records.forget(version);
      removals.removed(what, bytes);
    } catch (IOException | RuntimeException e) {
      removals.failed(what, e);
    }
  }
}
