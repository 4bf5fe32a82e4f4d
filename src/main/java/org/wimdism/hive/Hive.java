package org.wimdism.hive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * An offline registry hive file.
 *
 * <p>Changes are kept in memory until {@link #commit()}, which overwrites the file: change a copy.
 * Every method throws a {@link ServicingError} where it meets damage in the hive.
 */
public final class Hive implements AutoCloseable {

  /** From Windows NT 4 to Windows 11. */
  private static final int OLDEST_MINOR_VERSION = 3;

  private static final int NEWEST_MINOR_VERSION = 6;

  private final Path file;
  private final boolean writable;
  private HiveTree tree;

  private Hive(Path file, boolean writable, HiveTree tree) {
    this.file = file;
    this.writable = writable;
    this.tree = tree;
  }

  /**
   * Opens a hive.
   *
   * @throws ServicingError when the file is not a hive, or when it is to be written and has changes
   *     in its log files that were never put into it
   */
  public static Hive open(Path file, boolean write) {
    HiveFile bytes = HiveFile.open(file, write);
    if (write) {
      checkWritable(file, bytes.base());
    }
    return new Hive(file, write, new HiveTree(bytes));
  }

  public Key root() {
    return new Key(this, tree().root());
  }

  /** The key at a path below the root, such as {@code Microsoft\Windows}, in any case. */
  public Optional<Key> key(String path) {
    return root().key(path);
  }

  /** Writes the changes into the file; without any it stays as it is. */
  public void commit() {
    commit(Instant.now());
  }

  /**
   * Writes the changes into the file; without any it stays as it is. After an error the hive is
   * closed.
   *
   * @param time when the changed keys will say that they were changed
   */
  public void commit(Instant time) {
    requireWritable();
    HiveTree changed = tree();
    tree = null;
    changed.commit(time);
    tree = changed;
  }

  @Override
  public void close() {
    tree = null;
  }

  void requireWritable() {
    if (!writable) {
      throw new IllegalStateException("The hive " + file + " is open for reading.");
    }
  }

  void requireOpen() {
    tree();
  }

  private HiveTree tree() {
    if (tree == null) {
      throw new IllegalStateException("The hive " + file + " is closed.");
    }
    return tree;
  }

  private static void checkWritable(Path file, BaseBlock base) {
    if (!base.isClean()) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry hive "
              + file.getFileName()
              + " was not closed cleanly: changes are waiting in its log files.\n"
              + "wimdism would lose them. Load and unload the hive once on Windows, then retry.");
    }
    int version = base.minorVersion();
    if (version < OLDEST_MINOR_VERSION || version > NEWEST_MINOR_VERSION) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry hive "
              + file.getFileName()
              + " has version 1."
              + version
              + ". wimdism changes hives of the versions 1."
              + OLDEST_MINOR_VERSION
              + " to 1."
              + NEWEST_MINOR_VERSION
              + " only.");
    }
  }
}
