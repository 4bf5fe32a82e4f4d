package org.wimdism.hive;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * An offline registry hive file.
 *
 * <p>Changes are kept in memory until {@link #commit()}, which overwrites the file: change a copy.
 */
public final class Hive implements AutoCloseable {

  private static final int BASE_BLOCK_SIZE = 4096;
  private static final int PRIMARY_SEQUENCE = 4;
  private static final int SECONDARY_SEQUENCE = 8;

  /** ENOSPC of Linux. */
  private static final int NO_SPACE = 28;

  private final Path file;
  private final boolean writable;
  private Pointer handle;

  private Hive(Path file, boolean writable, Pointer handle) {
    this.file = file;
    this.writable = writable;
    this.handle = handle;
  }

  /**
   * Opens a hive.
   *
   * @throws ServicingError when the file is not a hive, or when it is to be written and has changes
   *     in its log files that were never put into it: libhivex would drop them silently
   */
  public static Hive open(Path file, boolean write) {
    checkBaseBlock(file, write);
    Pointer handle = LibHivex.hivex_open(file.toString(), write ? LibHivex.OPEN_WRITE : 0);
    if (handle == null) {
      throw damaged(file, "libhivex cannot open it, errno " + Native.getLastError());
    }
    return new Hive(file, write, handle);
  }

  public Key root() {
    long root = LibHivex.hivex_root(handle());
    if (root == 0) {
      throw failure("find the root key");
    }
    return new Key(this, root);
  }

  /** The key at a path below the root, such as {@code Microsoft\Windows}, in any case. */
  public Optional<Key> key(String path) {
    return root().key(path);
  }

  /** Writes the changes into the file. */
  public void commit() {
    requireWritable();
    check(LibHivex.hivex_commit(handle(), null, 0), "write the hive");
  }

  @Override
  public void close() {
    if (handle != null) {
      LibHivex.hivex_close(handle);
      handle = null;
    }
  }

  Pointer handle() {
    if (handle == null) {
      throw new IllegalStateException("The hive " + file + " is closed.");
    }
    return handle;
  }

  void requireWritable() {
    if (!writable) {
      throw new IllegalStateException("The hive " + file + " is open for reading.");
    }
  }

  Pointer check(Pointer result, String what) {
    if (result == null) {
      throw failure(what);
    }
    return result;
  }

  void check(int result, String what) {
    if (result != 0) {
      throw failure(what);
    }
  }

  ServicingError failure(String what) {
    int errno = Native.getLastError();
    return errno == NO_SPACE
        ? new ServicingError(
            ErrorCode.DISK_FULL,
            "There is not enough space on the disk to %s %s.\nMake room there and retry; the image was not changed."
                .formatted(what, file))
        : damaged(file, "libhivex cannot " + what + ", errno " + errno);
  }

  private static void checkBaseBlock(Path file, boolean write) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BASE_BLOCK_SIZE);
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND, "The registry hive " + file + " cannot be read: " + e, e);
    }
    if (bytes.length < BASE_BLOCK_SIZE
        || bytes[0] != 'r'
        || bytes[1] != 'e'
        || bytes[2] != 'g'
        || bytes[3] != 'f') {
      throw damaged(file, "it does not start as a hive does");
    }
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (write && block.getInt(PRIMARY_SEQUENCE) != block.getInt(SECONDARY_SEQUENCE)) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry hive "
              + file.getFileName()
              + " was not closed cleanly: changes are waiting in its log files.\n"
              + "wimdism would lose them. Load and unload the hive once on Windows, then retry.");
    }
  }

  private static ServicingError damaged(Path file, String why) {
    return new ServicingError(
        ErrorCode.INVALID_DATA,
        "The registry hive "
            + file.getFileName()
            + " of the image is damaged: "
            + why
            + ".\nTake an undamaged image.");
  }
}
