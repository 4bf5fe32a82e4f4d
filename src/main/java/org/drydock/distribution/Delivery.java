package org.drydock.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.drydock.host.CopyProgress;
import org.drydock.host.DurableCopy;
import org.drydock.host.FolderTree;

/** One sending of one version to one distribution point. */
final class Delivery {

  private static final String PARTIAL = ".drydock-partial";
  private static final String REPLACED = ".drydock-replaced";

  private final String node;
  private final DistributionPoint point;
  private final Shipment shipment;
  private final BooleanSupplier cancelled;
  private final Runnable confirm;
  private final List<Path> files;
  private final long size;
  private final LongConsumer copied;

  /**
   * @param node who sends; what it left in an earlier attempt is replaced, what others are writing
   *     is not touched
   */
  Delivery(
      String node,
      DistributionPoint point,
      Shipment shipment,
      BooleanSupplier cancelled,
      Runnable confirm,
      DoubleConsumer progress)
      throws IOException {
    this.node = node;
    this.point = point;
    this.shipment = shipment;
    this.cancelled = cancelled;
    this.confirm = confirm;
    this.files =
        shipment.wholeFolder()
            ? new FolderTree(shipment.folder()).files()
            : List.of(Path.of(shipment.fileName()));
    long total = 0;
    for (Path file : files) {
      total += Files.size(shipment.folder().resolve(file));
    }
    this.size = total;
    this.copied = new CopyProgress(total, progress);
  }

  void requireRoom(long free) {
    if (free < size) {
      throw new DistributionException(
          "Distribution point \""
              + point.name()
              + "\" at "
              + point.path()
              + " has "
              + free
              + " bytes free, "
              + shipment
              + " needs "
              + size
              + ". Make room there.");
    }
  }

  /** Replaces the WIM in one rename. */
  Path wimAlone() throws IOException {
    Path folder = point.folderOf(shipment.imageId());
    Files.createDirectories(folder);
    Path wim = folder.resolve(shipment.fileName());
    Path partial = folder.resolve("." + shipment.fileName() + "." + node + PARTIAL);
    try {
      copy(shipment.wim(), partial, true);
      confirm.run();
      Files.move(partial, wim, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
    DurableCopy.syncFolder(folder);
    DurableCopy.syncFolder(point.path());
    return wim;
  }

  /** Builds the folder beside the old one and swaps the two; a killed swap is undone first. */
  Path wholeFolder() throws IOException {
    Path folder = point.folderOf(shipment.imageId());
    Path partial = beside(PARTIAL);
    Path replaced = beside(REPLACED);
    restore(replaced, folder);
    new FolderTree(partial).delete();
    new FolderTree(replaced).delete();
    try {
      copyAll(partial);
      confirm.run();
      if (Files.exists(folder)) {
        Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      restore(replaced, folder);
      new FolderTree(partial).delete();
    }
    DurableCopy.syncFolder(point.path());
    new FolderTree(replaced).delete();
    return folder.resolve(shipment.fileName());
  }

  private static void restore(Path replaced, Path folder) throws IOException {
    if (Files.exists(replaced) && !Files.exists(folder)) {
      Files.move(replaced, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path beside(String suffix) {
    return point.path().resolve("." + shipment.imageId() + "." + node + suffix);
  }

  private void copyAll(Path target) throws IOException {
    Path wim = Path.of(shipment.fileName());
    Files.createDirectories(target);
    for (Path file : files) {
      Path copy = target.resolve(file);
      Files.createDirectories(copy.getParent());
      copy(shipment.folder().resolve(file), copy, file.equals(wim));
    }
    new FolderTree(target).sync();
  }

  private void copy(Path source, Path target, boolean wim) throws IOException {
    String read = DurableCopy.copy(source, target, cancelled, copied);
    if (wim && !read.equals(shipment.sha256())) {
      throw new DistributionException(
          "The file of "
              + shipment
              + " is not the one that was published: SHA-256 "
              + read
              + " instead of "
              + shipment.sha256()
              + ". It was not distributed. Roll the image back to a good version.");
    }
    String written = DurableCopy.sha256(target, cancelled);
    if (!written.equals(read)) {
      throw new DistributionException(
          "Distribution point \""
              + point.name()
              + "\" did not keep what was written to "
              + target
              + ": SHA-256 "
              + written
              + " instead of "
              + read
              + ". Check the disk or the share.");
    }
  }
}
