package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wimdism.cbs.ScratchFolder;

/**
 * Makes the data of the benchmark: {@code install.wim} and {@code updates}.
 *
 * <p>What is complete is left as it is; what an interrupted attempt left is made again.
 */
public final class BenchData {

  private static final String COMPLETE = "complete";

  /** Of what is written, how many times as much is needed meanwhile. */
  private static final int ROOM = 3;

  private BenchData() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: BenchData FOLDER {standard|small|tiny|large}");
      System.exit(2);
    }
    write(Path.of(args[0]).toAbsolutePath(), BenchScale.named(args[1]));
  }

  static void write(Path target, BenchScale scale) throws IOException {
    Path complete = target.resolve(COMPLETE);
    if (Files.exists(complete) && Files.readString(complete).equals(scale.toString())) {
      return;
    }
    Files.createDirectories(target);
    long need = ROOM * scale.fileBytes();
    long room = target.toFile().getUsableSpace();
    if (room < need) {
      throw new IOException(
          "The benchmark's data needs %,d bytes in %s; %,d are free."
              .formatted(need, target, room));
    }
    Files.deleteIfExists(complete);
    Path wim = target.resolve("install.wim");
    Files.deleteIfExists(wim);
    try (ScratchFolder work = ScratchFolder.in(target)) {
      new BenchImage(scale).write(work.path().resolve("tree"), wim);
      new BenchUpdates(scale)
          .write(
              new PackageWriter(work.path()), Files.createDirectories(target.resolve("updates")));
    }
    Files.writeString(complete, scale.toString());
  }
}
