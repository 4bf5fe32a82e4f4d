package org.wimdism.wim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.MountRecord.Phase;

/** How a mounted image is, in DISM's words. */
public enum MountStatus {
  OK("Ok"),
  /** The WIM cannot be reached, or the state folder lost the mount. */
  NEEDS_REMOUNT("Needs Remount"),
  /** The mount folder lost wimdism's files, or the WIM was changed by another program. */
  INVALID("Invalid");

  private final String text;

  MountStatus(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static MountStatus of(MountRecord record) {
    if (!Files.isRegularFile(new MountFolder(record.mountFolder()).record())) {
      return INVALID;
    }
    if (!Files.isRegularFile(record.imageFile())) {
      return NEEDS_REMOUNT;
    }
    Optional<WimOutline> outline = WimOutline.read(record.imageFile());
    if (outline.isPresent()) {
      return isSameImage(outline.get(), record) ? OK : INVALID;
    }
    try (WimFile wim = WimFile.open(record.imageFile())) {
      return isSameImage(wim, record) ? OK : INVALID;
    } catch (ServicingError e) {
      return INVALID;
    }
  }

  /** Whether nothing can be done with it but to remove it. */
  static boolean isLeftover(MountRecord record) {
    return !record.isMounted() || of(record) == INVALID;
  }

  static void requireOk(MountRecord record) {
    switch (of(record)) {
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

  static ServicingError needsRemount(Path mountFolder) {
    return new ServicingError(
        ErrorCode.NEEDS_REMOUNT,
        "The image mounted at "
            + mountFolder
            + " must be remounted before it can be serviced.\nUse /Remount-Image /MountDir:"
            + mountFolder);
  }

  private static boolean isSameImage(WimOutline wim, MountRecord record) {
    return wim.guid().equals(record.guid())
        && record.index() <= wim.imageCount()
        && (record.phase() == Phase.COMMITTING
            || wim.metadata(record.index()).equals(Optional.of(record.metadata())));
  }

  private static boolean isSameImage(WimFile wim, MountRecord record) {
    return wim.header().guid().equals(record.guid())
        && record.index() <= wim.header().imageCount()
        && (record.phase() == Phase.COMMITTING
            || wim.metadata(record.index()).sha1().equals(record.metadata()));
  }
}
