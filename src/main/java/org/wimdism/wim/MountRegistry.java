package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  public MountRegistry(Path state) {
    this.state = state;
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
   */
  public void mount(Path imageFile, int index, Path mountDir, boolean readOnly, boolean check) {
    Path folder = requireMountFolder(mountDir);
    try (StateLock mountLock = lockMount(folder)) {
      finishInterrupted(folder);
      requireFree(folder);
      try (WimFile wim = openForMount(imageFile, check)) {
        wim.requireImage(index);
        wim.requireMountable();
        Path file = real(imageFile);
        try (StateLock wimLock = lockWim(file)) {
          requireNotMounted(file, index, readOnly);
          if (!readOnly) {
            WimFile.openForWriting(file, false).close();
          }
          new ImageTree(wim, index).requireReadable();
          MountRecord record =
              new MountRecord(
                  folder,
                  file,
                  wim.header().guid(),
                  index,
                  wim.metadata(index).sha1(),
                  readOnly,
                  Phase.MOUNTING);
          save(record);
          new MountFolder(folder).create(record.in(Phase.MOUNTED));
          save(record.in(Phase.MOUNTED));
        }
      }
    } catch (IOException e) {
      throw failure("mount an image at " + folder, e);
    }
  }

  /** All mounted images, with their state. */
  public List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    for (MountRecord record : records()) {
      if (record.phase() == Phase.MOUNTED || record.phase() == Phase.COMMITTING) {
        mounts.add(
            new Mount(
                record.mountFolder(),
                record.imageFile(),
                record.index(),
                record.readOnly(),
                status(record)));
      }
    }
    return mounts;
  }

  /** Drops a mount and all its changes; the WIM is not touched. */
  public void discard(Path mountDir) {
    Path folder = folder(mountDir);
    try (StateLock lock = lockMount(folder)) {
      remove(require(folder));
    }
  }

  /** Makes a mount usable again whose WIM was away or whose record was lost. */
  public void remount(Path mountDir) {
    Path folder = folder(mountDir);
    try (StateLock lock = lockMount(folder)) {
      Optional<MountRecord> known = load(folder);
      MountRecord record = known.isPresent() ? known.get() : readCopy(folder);
      requireUsable(record);
      if (known.isEmpty()) {
        save(record);
      }
    } catch (IOException e) {
      throw failure("remount " + folder, e);
    }
  }

  /**
   * Removes what is left of interrupted and invalid mounts.
   *
   * @return the mount folders that were cleaned
   */
  public List<Path> cleanUp() {
    List<Path> cleaned = new ArrayList<>();
    for (MountRecord record : records()) {
      Optional<StateLock> lock = StateLock.tryAcquire(mountLockFile(record.mountFolder()));
      if (lock.isPresent()) {
        try (StateLock held = lock.get()) {
          Optional<MountRecord> current = load(record.mountFolder());
          if (current.isPresent() && isLeftover(current.get())) {
            remove(current.get());
            cleaned.add(record.mountFolder());
          }
        }
      }
    }
    return cleaned;
  }

  /** Throws when an image of the WIM is mounted. */
  public void requireNothingMounted(Path imageFile) {
    Path file = real(imageFile);
    for (Mount mount : mounts()) {
      if (mount.imageFile().equals(file)) {
        throw new ServicingError(
            ErrorCode.ALREADY_MOUNTED,
            "Image "
                + mount.index()
                + " of "
                + file
                + " is mounted at "
                + mount.mountFolder()
                + ".\nUnmount it first.");
      }
    }
  }

  /** The record of a mount that can be worked with; the caller holds the mount's lock. */
  MountRecord requireUsable(Path folder) {
    MountRecord record = require(folder);
    requireUsable(record);
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
    return StateLock.acquire(state.resolve("locks").resolve("wim-" + Digest.name(file) + ".lock"));
  }

  void save(MountRecord record) throws IOException {
    Files.createDirectories(mountsFolder());
    Durable.write(recordFile(record.mountFolder()), record.format());
  }

  /** Ends a mount: after the first line nothing of it counts any more. */
  void remove(MountRecord record) {
    try {
      save(record.in(Phase.UNMOUNTING));
      if (Files.isDirectory(record.mountFolder())) {
        new MountFolder(record.mountFolder()).remove();
      }
      Files.deleteIfExists(recordFile(record.mountFolder()));
    } catch (IOException e) {
      throw failure("remove the mount at " + record.mountFolder(), e);
    }
  }

  /** The folder's real path where it exists: one mount has one name. */
  static Path folder(Path mountDir) {
    Path absolute = mountDir.toAbsolutePath().normalize();
    return Files.exists(absolute) ? real(absolute) : absolute;
  }

  private MountRecord require(Path folder) {
    finishInterrupted(folder);
    return load(folder)
        .orElseThrow(
            () ->
                Files.exists(new MountFolder(folder).record())
                    ? new ServicingError(
                        ErrorCode.NEEDS_REMOUNT,
                        "The image mounted at "
                            + folder
                            + " must be remounted before it can be serviced.\n"
                            + "Use /Remount-Image /MountDir:"
                            + folder)
                    : new ServicingError(
                        ErrorCode.NOT_A_MOUNT_FOLDER,
                        folder
                            + " is not a mounted folder.\n/Get-MountedImageInfo lists the mounted"
                            + " images."));
  }

  private void requireUsable(MountRecord record) {
    switch (status(record)) {
      case OK -> {}
      case NEEDS_REMOUNT ->
          throw new ServicingError(
              ErrorCode.NEEDS_REMOUNT,
              "The image mounted at "
                  + record.mountFolder()
                  + " must be remounted: its file "
                  + record.imageFile()
                  + " cannot be reached.\nBring the file back, then use /Remount-Image.");
      case INVALID ->
          throw new ServicingError(
              ErrorCode.MOUNT_INVALID,
              "The mount at "
                  + record.mountFolder()
                  + " is invalid: "
                  + record.imageFile()
                  + " or the mount folder was changed by another program.\n"
                  + "Use /Unmount-Image /Discard or /Cleanup-Mountpoints, then mount again.");
    }
  }

  private MountStatus status(MountRecord record) {
    if (!Files.isRegularFile(new MountFolder(record.mountFolder()).record())) {
      return MountStatus.INVALID;
    }
    if (!Files.isRegularFile(record.imageFile())) {
      return MountStatus.NEEDS_REMOUNT;
    }
    try (WimFile wim = WimFile.open(record.imageFile())) {
      boolean same =
          wim.header().guid().equals(record.guid())
              && record.index() <= wim.header().imageCount()
              && (record.phase() == Phase.COMMITTING
                  || wim.metadata(record.index()).sha1().equals(record.metadata()));
      return same ? MountStatus.OK : MountStatus.INVALID;
    } catch (ServicingError e) {
      return MountStatus.INVALID;
    }
  }

  private boolean isLeftover(MountRecord record) {
    return record.phase() == Phase.MOUNTING
        || record.phase() == Phase.UNMOUNTING
        || status(record) == MountStatus.INVALID;
  }

  /** A command that was killed while mounting or unmounting left a mount that does not count. */
  private void finishInterrupted(Path folder) {
    load(folder)
        .filter(r -> r.phase() == Phase.MOUNTING || r.phase() == Phase.UNMOUNTING)
        .ifPresent(this::remove);
  }

  private void requireFree(Path folder) throws IOException {
    if (load(folder).isPresent()) {
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
      boolean counts = other.phase() == Phase.MOUNTED || other.phase() == Phase.COMMITTING;
      if (counts && other.sameImage(file, index) && !(readOnly && other.readOnly())) {
        throw new ServicingError(
            ErrorCode.ALREADY_MOUNTED,
            "The specified image in the specified wim is already mounted for read/write access.\n"
                + "It is mounted at "
                + other.mountFolder()
                + ". Unmount it there first.");
      }
    }
  }

  private WimFile openForMount(Path imageFile, boolean check) {
    return WimFile.openChecked(imageFile.toAbsolutePath(), check);
  }

  private static Path requireMountFolder(Path mountDir) {
    if (!Files.isDirectory(mountDir)) {
      throw new ServicingError(
          ErrorCode.MOUNT_FOLDER_MISSING,
          "The mount folder " + mountDir + " does not exist.\nMake an empty folder first.");
    }
    return real(mountDir);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.PATH_NOT_FOUND, "The system cannot find the path specified: " + path, e);
    }
  }

  private List<MountRecord> records() {
    List<MountRecord> records = new ArrayList<>();
    if (Files.isDirectory(mountsFolder())) {
      try (Stream<Path> files = Files.list(mountsFolder())) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          if (file.toString().endsWith(RECORD)) {
            read(file).ifPresent(records::add);
          }
        }
      } catch (IOException e) {
        throw failure("list the mounted images in " + mountsFolder(), e);
      }
    }
    return records;
  }

  private Optional<MountRecord> load(Path folder) {
    return read(recordFile(folder));
  }

  private MountRecord readCopy(Path folder) {
    return read(new MountFolder(folder).record())
        .filter(record -> record.mountFolder().equals(folder))
        .orElseThrow(
            () ->
                new ServicingError(
                    ErrorCode.NOT_A_MOUNT_FOLDER,
                    folder + " is not a mounted folder.\nMount the image with /Mount-Image."));
  }

  private static Optional<MountRecord> read(Path file) {
    try {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(MountRecord.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new ServicingError(
          ErrorCode.MOUNT_INVALID,
          "The record of a mounted image "
              + file
              + " cannot be read: "
              + e
              + ".\nDelete that file, then run /Cleanup-Mountpoints.",
          e);
    }
  }

  private static final String RECORD = ".mount";

  private Path mountsFolder() {
    return state.resolve("mounts");
  }

  private Path recordFile(Path folder) {
    return mountsFolder().resolve(Digest.name(folder) + RECORD);
  }

  private Path mountLockFile(Path folder) {
    return state.resolve("locks").resolve("mount-" + Digest.name(folder) + ".lock");
  }

  private ServicingError failure(String what, IOException cause) {
    return new ServicingError(
        ErrorCode.ACCESS_DENIED,
        "wimdism cannot " + what + ": " + cause + ".\nCheck the rights and room there.",
        cause);
  }
}
