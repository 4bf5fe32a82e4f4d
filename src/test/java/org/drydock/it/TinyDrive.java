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
 * This host with a small drive, the folder {@code tiny} in the data folder: a real one where
 * mounting is allowed, else a folder whose free space is only said to be small.
 */
@TestComponent
@Primary
class TinyDrive extends LocalHost {

  private final Path folder;
  private long size;
  private boolean mounted;

  TinyDrive(DrydockProperties properties) {
    super(properties);
    this.folder = properties.data().resolve("tiny");
  }

  Path attach(long size) {
    this.size = size;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tiny", folder.toString());
    return folder;
  }

  void detach() {
    if (mounted) {
      mounted = !succeeds("umount", folder.toString());
    }
  }

  boolean isReal() {
    return mounted;
  }

  @Override
  public long freeSpace(Path path) {
    return path.startsWith(folder) && !mounted ? size : super.freeSpace(path);
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
