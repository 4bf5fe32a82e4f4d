package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.MountRecord.Phase;

/**
 * The mounted images of this machine: one small file each in the state folder, and the locks.
 *
 * <p>Every command takes the lock of its mount and holds it to its end. Whoever changes a WIM, or
 * what is mounted of it, takes the lock of the WIM too.
 */
public final class MountRegistry {

  private final Path state;
  private final MountRecords records;

  public MountRegistry(Path state) {
    this.state = state;
    this.records = new MountRecords(state.resolve("mounts"));
  }

  /**
   * The state folder: {@code WIMDISM_STATE}, else {@code /var/lib/wimdism} for root, else {@code
   * wimdism} in the user's state folder.
   */
  public static MountRegistry standard(Map<String, String> environment) {
    String set = environment.get("WIMDISM_STATE");
    if (set != null && !set.isEmpty()) {
      return new MountRegistry(Path.of(set).toAbsolutePath());
    }
    if ("root".equals(System.getProperty("user.name"))) {
      return new MountRegistry(Path.of("/var/lib/wimdism"));
    }
    String home = environment.get("XDG_STATE_HOME");
    Path base =
        home == null || home.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(home);
    return new MountRegistry(base.resolve("wimdism"));
  }

  /** Where state, locks and the log lie that was not asked to be elsewhere. */
  public Path stateFolder() {
    return state;
  }

  /**
   * Mounts an image.
   *
   * @param mountDir an existing, empty folder
   * @param check whether all data of the WIM is checked first
   */
  public void mount(Path imageFile, int index, Path mountDir, boolean readOnly, boolean check) {
    if (!Files.isDirectory(mountDir)) {
      throw new ServicingError(
          ErrorCode.MOUNT_FOLDER_MISSING,
          "The mount folder " + mountDir + " does not exist.\nMake an empty folder first.");
    }
    Path folder = PathIdentity.of(mountDir);
    try (StateLock mountLock = lockMount(folder)) {
      finishInterrupted(folder);
      requireFree(folder);
      try (WimFile wim = WimFile.openChecked(imageFile.toAbsolutePath(), check)) {
        wim.requireImage(index);
        wim.requireMountable();
        // First of all: libwim reads the tree once, and complains only then.
        new ImageTree(wim, index).requireReadable();
        if (check) {
          wim.verify();
        }
        Path file = PathIdentity.of(imageFile);
        try (StateLock wimLock = lockWim(file)) {
          requireNotMounted(file, index, readOnly);
          if (!readOnly) {
            WimFile.openForWriting(file, false).close();
          }
          register(
              new MountRecord(
                  folder,
                  file,
                  wim.header().guid(),
                  index,
                  wim.metadata(index).sha1(),
                  readOnly,
                  Phase.MOUNTING));
        }
      }
    } catch (IOException e) {
      throw failure("mount an image at " + folder, e);
    }
  }

  /** All mounted images, with their state; what killed commands left of others is removed. */
  public List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    dropBegun();
    for (MountRecord record : records()) {
      if (!record.isMounted()) {
        removeIf(record.mountFolder(), leftover -> !leftover.isMounted());
      } else {
        mounts.add(
            new Mount(
                record.mountFolder(),
                record.imageFile(),
                record.index(),
                record.readOnly(),
                MountStatus.of(record)));
      }
    }
    return mounts;
  }

  /** Drops a mount and all its changes, whatever its state; the WIM is not touched. */
  public void discard(Path mountDir) {
    Path folder = PathIdentity.of(mountDir);
    try (StateLock lock = lockMount(folder)) {
      remove(knownOrLost(folder));
    }
  }

  /** Makes a mount usable again whose WIM was away or whose record was lost. */
  public void remount(Path mountDir) {
    Path folder = PathIdentity.of(mountDir);
    try (StateLock lock = lockMount(folder)) {
      MountRecord record = knownOrLost(folder);
      MountStatus.requireOk(record);
      records.save(record);
    } catch (IOException e) {
      throw failure("remount " + folder, e);
    }
  }

  /**
   * Removes what is left of interrupted and invalid mounts; good ones stay.
   *
   * @return the mount folders that were cleaned
   */
  public List<Path> cleanUp() {
    try {
      records.deleteUnreadable();
    } catch (IOException e) {
      throw failure("remove unreadable records from " + state, e);
    }
    List<Path> cleaned = new ArrayList<>();
    for (MountRecord record : records()) {
      if (removeIf(record.mountFolder(), MountStatus::isLeftover)) {
        cleaned.add(record.mountFolder());
      }
    }
    return cleaned;
  }

  /** Removes records that a killed command had only begun to write. */
  private void dropBegun() {
    try {
      for (String key : records.begun()) {
        Optional<StateLock> free = StateLock.tryAcquire(mountLockFile(key));
        if (free.isPresent()) {
          try (StateLock lock = free.get()) {
            records.dropBegun(key);
          }
        }
      }
    } catch (IOException e) {
      throw failure("list the mounted images in " + state, e);
    }
  }

  /** Removes a mount that is such, unless a command is at work on it. */
  private boolean removeIf(Path folder, Predicate<MountRecord> such) {
    Optional<StateLock> free = StateLock.tryAcquire(mountLockFile(folder));
    if (free.isEmpty()) {
      return false;
    }
    try (StateLock lock = free.get()) {
      Optional<MountRecord> found = records.load(folder).filter(such);
      found.ifPresent(this::remove);
      return found.isPresent();
    }
  }

  /** Throws when an image of the WIM is mounted. */
  public void requireNothingMounted(Path imageFile) {
    Path file = PathIdentity.of(imageFile);
    for (MountRecord record : records()) {
      if (record.isMounted() && record.imageFile().equals(file)) {
        throw new ServicingError(
            ErrorCode.ALREADY_MOUNTED,
            "Image "
                + record.index()
                + " of "
                + file
                + " is mounted at "
                + record.mountFolder()
                + ".\nUnmount it first.");
      }
    }
  }

  /** The record of a mount that can be worked with; the caller holds the mount's lock. */
  MountRecord requireUsable(Path folder) {
    finishInterrupted(folder);
    MountRecord record =
        records
            .load(folder)
            .orElseThrow(
                () ->
                    Files.exists(new MountFolder(folder).record())
                        ? MountStatus.needsRemount(folder)
                        : notMounted(folder));
    MountStatus.requireOk(record);
    return record;
  }

  StateLock lockMount(Path folder) {
    return StateLock.tryAcquire(mountLockFile(folder))
        .orElseThrow(
            () ->
                new ServicingError(
                    ErrorCode.BEING_SERVICED,
                    "The image mounted at "
                        + folder
                        + " is being serviced by another command.\nWait until it has ended."));
  }

  /** Waits for other writers of this WIM. */
  StateLock lockWim(Path file) {
    return StateLock.acquire(lockFile("wim-" + Digest.name(PathIdentity.of(file))));
  }

  void save(MountRecord record) throws IOException {
    records.save(record);
  }

  /** Ends a mount: once that is noted, nothing of it counts any more. */
  void remove(MountRecord record) {
    noteUnmounting(record);
    try {
      if (Files.isDirectory(record.mountFolder())) {
        new MountFolder(record.mountFolder()).remove();
      }
      records.delete(record);
    } catch (IOException e) {
      throw failure("remove the mount at " + record.mountFolder(), e);
    }
  }

  private void noteUnmounting(MountRecord record) {
    try {
      records.save(record.in(Phase.UNMOUNTING));
    } catch (IOException e) {
      // A full disk has no room for the note; the removal makes some. Killed meanwhile, it leaves a
      // mount without changes, which can be discarded again.
      return;
    }
  }

  private void register(MountRecord record) throws IOException {
    records.save(record);
    try {
      new MountFolder(record.mountFolder()).create(record.in(Phase.MOUNTED));
    } catch (IOException e) {
      remove(record);
      throw e;
    }
    records.save(record.in(Phase.MOUNTED));
  }

  /** A command that was killed while mounting or unmounting left a mount that does not count. */
  private void finishInterrupted(Path folder) {
    records.load(folder).filter(record -> !record.isMounted()).ifPresent(this::remove);
  }

  /** The mount's record, or the copy of it in the mount folder when the state folder lost it. */
  private MountRecord knownOrLost(Path folder) {
    finishInterrupted(folder);
    return records
        .load(folder)
        .or(() -> MountRecords.read(new MountFolder(folder).record()))
        .filter(record -> record.mountFolder().equals(folder))
        .orElseThrow(() -> notMounted(folder));
  }

  private void requireFree(Path folder) throws IOException {
    if (records.load(folder).isPresent()) {
      throw new ServicingError(
          ErrorCode.MOUNT_FOLDER_IN_USE,
          "An image is already mounted at " + folder + ".\nUse another folder, or unmount it.");
    }
    try (Stream<Path> children = Files.list(folder)) {
      if (children.findAny().isPresent()) {
        throw new ServicingError(
            ErrorCode.MOUNT_FOLDER_NOT_EMPTY,
            "The mount folder " + folder + " is not empty.\nUse an empty folder.");
      }
    }
  }

  private void requireNotMounted(Path file, int index, boolean readOnly) {
    for (MountRecord other : records()) {
      if (other.isMounted()
          && other.imageFile().equals(file)
          && other.index() == index
          && !(readOnly && other.readOnly())) {
        throw new ServicingError(
            ErrorCode.ALREADY_MOUNTED,
            "The specified image in the specified wim is already mounted for read/write access.\n"
                + "It is mounted at "
                + other.mountFolder()
                + ". Unmount it there first.");
      }
    }
  }

  private List<MountRecord> records() {
    try {
      return records.all();
    } catch (IOException e) {
      throw failure("list the mounted images in " + state, e);
    }
  }

  private Path mountLockFile(Path folder) {
    return mountLockFile(MountRecords.key(folder));
  }

  private Path mountLockFile(String key) {
    return lockFile("mount-" + key);
  }

  private Path lockFile(String name) {
    return state.resolve("locks").resolve(name + ".lock");
  }

  private static ServicingError notMounted(Path folder) {
    return new ServicingError(
        ErrorCode.NOT_A_MOUNT_FOLDER,
        folder + " is not a mounted folder.\n/Get-MountedImageInfo lists the mounted images.");
  }

  private static ServicingError failure(String what, IOException cause) {
    return new ServicingError(
        ErrorCode.ACCESS_DENIED,
        "wimdism cannot " + what + ": " + cause + ".\nCheck the rights and room there.",
        cause);
  }
}
