package org.wimdism.cbs;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/** Whether the component store of an image is whole; what is not is named in the log. */
public final class StoreHealth {

  /** Percent of a repair that its scan takes. */
  private static final double REPAIR_FROM = 80;

  private final MountedImage image;
  private final ScratchFolder scratch;
  private final Clock clock;
  private final Consumer<String> warning;

  /**
   * For an image.
   *
   * @param warning is told each damage
   */
  public StoreHealth(
      MountedImage image, ScratchFolder scratch, Clock clock, Consumer<String> warning) {
    this.image = image;
    this.scratch = scratch;
    this.clock = clock;
    this.warning = warning;
  }

  /**
   * What can be told without reading files: the mark of an earlier scan, and what is missing.
   *
   * @return whether the store is healthy
   */
  public boolean check(Progress progress) {
    boolean marked = isMarked();
    if (marked) {
      warning.accept("An earlier scan has marked the component store as damaged.");
    }
    return found(new StoreScan(image, scratch, warning).run(false, progress)).isEmpty() && !marked;
  }

  /**
   * Compares every file of the store with the digest in its manifest.
   *
   * @param mark whether what is found is noted in the image
   * @return whether the store is healthy
   */
  public boolean scan(boolean mark, Progress progress) {
    boolean healthy = found(new StoreScan(image, scratch, warning).run(true, progress)).isEmpty();
    if (mark && healthy == isMarked()) {
      mark(!healthy);
    }
    return healthy;
  }

  /**
   * Repairs what a scan finds, all of it or nothing.
   *
   * @param sources where good files may be, in this order; the image's own files come first
   * @throws org.wimdism.ServicingError 0x800f081f when something was not found; nothing is changed
   */
  public void restore(List<RepairSource> sources, Consumer<String> detail, Progress progress) {
    StoreScan scan = new StoreScan(image, scratch, warning);
    List<StoreDamage> damages =
        found(scan.run(true, percent -> progress.percent(REPAIR_FROM * percent / 100)));
    if (!damages.isEmpty() || isMarked()) {
      try (ChangeSet changes = image.begin();
          Hives hives = Hives.changing(changes)) {
        new StoreRepair(image, scan, scratch, sources, detail).repair(damages, changes);
        new CorruptionMark(hives.get(Hives.Name.SOFTWARE)).remove();
        hives.write();
        changes.commit();
      }
    }
    progress.percent(100);
  }

  private List<StoreDamage> found(List<StoreDamage> damages) {
    damages.forEach(damage -> warning.accept(damage.toString()));
    return damages;
  }

  private boolean isMarked() {
    try (Hives hives = Hives.reading(image)) {
      return new CorruptionMark(hives.get(Hives.Name.SOFTWARE)).isSet();
    }
  }

  private void mark(boolean damaged) {
    try (ChangeSet changes = image.begin();
        Hives hives = Hives.changing(changes)) {
      CorruptionMark mark = new CorruptionMark(hives.get(Hives.Name.SOFTWARE));
      if (damaged) {
        mark.set(clock.instant());
      } else {
        mark.remove();
      }
      hives.write();
      changes.commit();
    }
  }
}
