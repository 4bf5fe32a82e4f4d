package org.drydock.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drydock.host.LocalHost;
import org.drydock.site.DrydockProperties;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/**
 * This host with a drive of 8 MB, the folder {@code tiny} in the data folder: a real one where
 * mounting is allowed, else a folder whose free space is only said to be that.
 */
@TestComponent
@Primary
class TinyDrive extends LocalHost {

  private static final long SIZE = 8L << 20;

  private final Path folder;
  private boolean mounted;

  TinyDrive(DrydockProperties properties) {
    super(properties);
    this.folder = properties.data().resolve("tiny");
  }

  Path attach() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tiny", folder.toString());
    return folder;
  }

  void detach() {
    if (mounted) {
      succeeds("umount", folder.toString());
    }
  }

  @Override
  public long freeSpace(Path path) {
    return path.startsWith(folder) && !mounted ? SIZE : super.freeSpace(path);
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(List.of(command)).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
