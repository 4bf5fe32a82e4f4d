package org.drydock.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismSession;
import org.drydock.dism.ImageSummary;
import org.drydock.dism.MountedImage;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Service;

/**
 * Reads what is in a WIM through DISM: mounts each index read-only, lists its packages, and
 * discards the mount whatever happened. Data that is damaged is found where DISM can check it.
 */
@Service
public class ImageReader {

  private static final BooleanSupplier NEVER = () -> false;

  private final Dism dism;
  private final DataFolder data;
  private final CompanionImages companions;

  ImageReader(Dism dism, DataFolder data, CompanionImages companions) {
    this.dism = dism;
    this.data = data;
    this.companions = companions;
  }

  /**
   * Reads every index. Safe to do again after any interruption.
   *
   * @param work a folder of this reading alone, below the staging root; gone afterwards
   * @throws DismException when DISM cannot read the file
   * @throws CancellationException when it was cancelled
   */
  public ImageContents read(Path wim, Path work, BooleanSupplier cancelled) throws IOException {
    return read(wim, work, cancelled, false);
  }

  /** As {@link #read}, with the recovery environments inside. */
  public ImageContents readWithCompanions(Path wim, Path work, BooleanSupplier cancelled)
      throws IOException {
    return read(wim, work, cancelled, true);
  }

  private ImageContents read(Path wim, Path work, BooleanSupplier cancelled, boolean withCompanions)
      throws IOException {
    if (Files.exists(work)) {
      dism.endLeftCalls(scratch(work), false);
      discardMounts(mounted -> mounted.imageFile().equals(wim), work);
    }
    DismSession session = session(work);
    try {
      List<ImageIndex> indexes = new ArrayList<>();
      List<InstalledPackage> packages = new ArrayList<>();
      List<CompanionImage> recovery = new ArrayList<>();
      for (ImageSummary image : dism.run(new DismCall.ImageInfo(wim), session, cancelled)) {
        indexes.add(index(wim, image.index(), session, cancelled));
        Path mount = Files.createDirectories(work.resolve("mount-" + image.index()));
        // All data is in one file, so that one of the mounts checks it for all.
        boolean check = indexes.size() == 1 && dism.checksDataAtMount();
        packages.addAll(
            packages(
                new DismCall.MountImage(wim, image.index(), mount, true, check),
                session,
                cancelled,
                withCompanions ? recovery : null));
      }
      return new ImageContents(indexes, packages, recovery);
    } finally {
      new FolderTree(work).delete();
    }
  }

  /**
   * Reads the versions in a boot.wim.
   *
   * @param work a folder of this reading alone, below the staging root; gone afterwards
   */
  public List<CompanionImage> readBootImages(Path wim, Path work, BooleanSupplier cancelled)
      throws IOException {
    Files.createDirectories(scratch(work));
    try {
      return companions.boot(wim, session(work), cancelled);
    } finally {
      new FolderTree(work).delete();
    }
  }

  /**
   * Discards what an interrupted reading left.
   *
   * @param folder of the WIM that was read
   * @param work the folder that was given to that reading
   */
  void discardMountsOf(Path folder, Path work) throws IOException {
    dism.endLeftCalls(scratch(work), false);
    discardMounts(mounted -> mounted.imageFile().startsWith(folder), work);
    new FolderTree(work).delete();
  }

  private ImageIndex index(Path wim, int index, DismSession session, BooleanSupplier cancelled) {
    var details = dism.run(new DismCall.ImageDetails(wim, index), session, cancelled);
    return new ImageIndex(
        index,
        details.name(),
        details.description(),
        details.architecture(),
        details.fullVersion(),
        details.edition(),
        details.languages(),
        details.size());
  }

  /**
   * @param recovery gets the recovery environment inside; null where nobody asks for it
   */
  private List<InstalledPackage> packages(
      DismCall.MountImage call,
      DismSession session,
      BooleanSupplier cancelled,
      List<CompanionImage> recovery) {
    List<InstalledPackage> packages;
    try {
      dism.run(call, session, cancelled);
      packages =
          dism.run(new DismCall.Packages(call.mountDir()), session, cancelled).stream()
              .map(
                  found ->
                      new InstalledPackage(
                          call.index(),
                          found.identity(),
                          found.state(),
                          found.releaseType(),
                          found.installTime()))
              .toList();
      if (recovery != null) {
        companions
            .recovery(call.mountDir(), call.index(), session, cancelled)
            .ifPresent(recovery::add);
      }
    } catch (RuntimeException failure) {
      discardAfter(failure, call.mountDir(), session.scratch().getParent());
      throw failure;
    }
    discard(call.mountDir(), session);
    return packages;
  }

  /** The mount may or may not have come about; the failure that is told stays the first one. */
  private void discardAfter(RuntimeException failure, Path mount, Path work) {
    try {
      discardMounts(mounted -> same(mounted.mountDir(), mount), work);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private void discardMounts(Predicate<MountedImage> which, Path work) {
    DismSession session = session(work);
    for (MountedImage mounted : dism.run(new DismCall.MountedImages(), session, NEVER)) {
      if (which.test(mounted)) {
        discard(mounted.mountDir(), session);
      }
    }
  }

  /** Unmounting is never cancelled. A scanner may hold a file for a moment. */
  private void discard(Path mount, DismSession session) {
    DismCall.UnmountImage unmount = new DismCall.UnmountImage(mount, false);
    for (int attempt = 1; ; attempt++) {
      try {
        dism.run(unmount, session, NEVER);
        return;
      } catch (DismException e) {
        if (!dism.awaitRetry(e, attempt, () -> {})) {
          throw e;
        }
      }
    }
  }

  private DismSession session(Path work) {
    return new DismSession(data.dismLog(), scratch(work));
  }

  /** Where a reading in this folder has DISM's scratch files. */
  public static Path scratch(Path work) {
    return work.resolve("scratch");
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return one.equals(other);
    }
  }
}
