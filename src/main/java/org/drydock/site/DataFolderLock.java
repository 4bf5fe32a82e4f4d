package org.drydock.site;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/** Sees to it that one data folder has one server. The system frees it when the server dies. */
@Component
class DataFolderLock {

  private final DataFolder data;
  private FileChannel channel;

  DataFolderLock(DataFolder data) {
    this.data = data;
  }

  /**
   * @throws IllegalStateException when another server has the folder
   */
  void take() {
    Path file = data.root().resolve("server.lock");
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken();
      }
    } catch (OverlappingFileLockException e) {
      throw taken();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot lock " + file + " (" + e + ").", e);
    }
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot unlock " + data.root(), e);
    }
  }

  private IllegalStateException taken() {
    return new IllegalStateException(
        "Another server works in the data folder "
            + data.root()
            + ". Stop it, or give this one a folder of its own with drydock.data.");
  }
}
