package org.wimdism.wim;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * A lock between processes, on a file of the state folder. The system releases it when its process
 * ends, however it ends.
 */
final class StateLock implements AutoCloseable {

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until nobody else holds the lock. */
  static StateLock acquire(Path file) {
    return lock(file, true)
        .orElseThrow(
            () -> new ServicingError(ErrorCode.BEING_SERVICED, "This process holds " + file));
  }

  /** Takes the lock, or nothing when another one holds it. */
  static Optional<StateLock> tryAcquire(Path file) {
    return lock(file, false);
  }

  private static Optional<StateLock> lock(Path file, boolean wait) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = wait ? channel.lock() : channel.tryLock();
        if (lock != null) {
          return Optional.of(new StateLock(channel));
        }
      } catch (OverlappingFileLockException e) {
        // held by this very process
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.ACCESS_DENIED,
          "wimdism cannot lock "
              + file
              + ": "
              + e
              + ".\nGive this user write access to the state folder, or set WIMDISM_STATE to"
              + " another one.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ServicingError(ErrorCode.INTERNAL_ERROR, "wimdism cannot release a lock: " + e, e);
    }
  }
}
