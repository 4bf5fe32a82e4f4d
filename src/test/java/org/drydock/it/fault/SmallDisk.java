package org.drydock.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.drydock.it.Programs;

/** A small file system of its own, in memory, that a test fills up and takes away again. */
final class SmallDisk implements AutoCloseable {

  private static final boolean POSSIBLE = tryToMount();

  private final Path folder;
  private boolean mounted = true;

  private SmallDisk(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Whether mounting is allowed here. */
  static boolean possible() {
    return POSSIBLE;
  }

  /** An empty one. */
  static SmallDisk at(Path folder, long size) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Programs.output(mount(folder, size));
    return new SmallDisk(folder);
  }

  /**
   * One over a folder, which shows what the folder has; what is under it stays as it is.
   *
   * @param room for what comes
   */
  static SmallDisk over(Path folder, long room) {
    try {
      Path kept = Files.createTempDirectory("kept");
      Programs.output("cp", "-a", folder + "/.", kept.toString());
      SmallDisk disk = at(folder, room + size(kept));
      Programs.output("cp", "-a", kept + "/.", folder.toString());
      Programs.output("rm", "-r", kept.toString());
      return disk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Until not a byte more fits. */
  void fill() {
    byte[] block = new byte[1 << 16];
    try (OutputStream out =
        Files.newOutputStream(
            somebodyElse(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(folder.toFile().getUsableSpace()).isZero();
    }
  }

  void clear() {
    try {
      Files.deleteIfExists(somebodyElse());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (mounted) {
      // Lazily: a server that was killed a moment ago may still hold a file.
      Programs.output("umount", "-l", folder.toString());
      mounted = false;
    }
  }

  private static long size(Path folder) {
    String bytes = Programs.output("du", "-s", "--block-size=1", folder.toString());
    return Long.parseLong(bytes.split("\\s")[0]);
  }

  private Path somebodyElse() {
    return folder.resolve("somebody-else");
  }

  private static String[] mount(Path folder, long size) {
    return new String[] {"mount", "-t", "tmpfs", "-o", "size=" + size, "small", folder.toString()};
  }

  private static boolean tryToMount() {
    if (Boolean.getBoolean("faults.unmounted")) {
      return false;
    }
    try {
      Path folder = Files.createTempDirectory("mount");
      boolean mounted = succeeds(mount(folder, 1 << 16)) && succeeds("umount", folder.toString());
      Files.delete(folder);
      return mounted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
