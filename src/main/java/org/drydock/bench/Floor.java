package org.drydock.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The work that nobody can do without: the payload of the updates compressed once by libwim, and
 * the WIM copied once.
 *
 * @param compression of the payload
 * @param copy of the WIM, until it is on the disk
 */
record Floor(Measurement compression, Measurement copy) {

  /**
   * Measures it.
   *
   * @param work an empty folder
   */
  static Floor measure(BenchOptions options, Path work) throws IOException, InterruptedException {
    Command command = new Command(Map.of());
    Path unpacked = Files.createDirectory(work.resolve("unpacked"));
    try (var cabinets = Files.newDirectoryStream(options.updates(), "*.cab")) {
      for (Path cabinet : cabinets) {
        Path folder = unpacked.resolve(cabinet.getFileName());
        command.run(List.of("cabextract", "-q", "-d", folder.toString(), cabinet.toString()));
      }
    }
    Path compressed = work.resolve("payload.wim");
    Measurement compression =
        Meter.measure(
            command.group(),
            () ->
                command.run(
                    List.of(
                        "wimlib-imagex",
                        "capture",
                        unpacked.toString(),
                        compressed.toString(),
                        "--no-acls",
                        "--compress=LZX")));
    Path target = work.resolve("copy.wim");
    Measurement copy =
        Meter.measure(
            command.group(),
            () -> {
              command.run(List.of("cp", options.image().toString(), target.toString()));
              command.run(List.of("sync", target.toString()));
            });
    return new Floor(compression, copy);
  }

  Measurement whole() {
    return new Measurement(
        compression.time().plus(copy.time()),
        compression.written() + copy.written(),
        Math.max(compression.memory(), copy.memory()));
  }
}
