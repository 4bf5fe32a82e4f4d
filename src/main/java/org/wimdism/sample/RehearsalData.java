package org.wimdism.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wimdism.cbs.ScratchFolder;

/** An image and updates to rehearse on: {@code install.wim} and {@code updates}. */
public final class RehearsalData {

  private RehearsalData() {}

  /** Writes them into an existing folder, with nothing but wimlib-imagex. */
  public static void write(Path target) throws IOException {
    BenchScale scale = BenchScale.named("tiny");
    try (ScratchFolder work = ScratchFolder.in(target)) {
      new BenchImage(scale).write(work.path().resolve("tree"), target.resolve("install.wim"));
      new BenchUpdates(scale)
          .write(
              PackageWriter.storing(work.path()),
              Files.createDirectories(target.resolve("updates")));
    }
  }
}
