package org.drydock.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drydock.host.FolderTree;

/** Measures each command of wimdism by itself, at all indexes of an image. */
final class CommandByCommand {

  private final BenchOptions options;
  private final Table table = new Table("command", "index", "time", "written", "peak memory");

  CommandByCommand(BenchOptions options) {
    this.options = options;
  }

  void print() throws IOException, InterruptedException {
    new FolderTree(options.work()).delete();
    try {
      perform();
    } finally {
      new FolderTree(options.work()).delete();
    }
    System.out.println();
    System.out.println(table);
  }

  private void perform() throws IOException, InterruptedException {
    Path mount = Files.createDirectories(options.work().resolve("mount"));
    Files.createDirectories(options.work().resolve("scratch"));
    Path wim = options.work().resolve("install.wim");
    Files.copy(options.image(), wim);
    int images = Listing.images(wim);
    String image = "/Image:" + mount;
    for (int index = 1; index <= images; index++) {
      measure(index, "/Mount-Image", "/ImageFile:" + wim, "/Index:" + index, "/MountDir:" + mount);
      for (Path cabinet : cabinets()) {
        measure(index, image, "/Add-Package", "/PackagePath:" + cabinet);
      }
      measure(index, image, "/Get-Packages");
      measure(index, image, "/Cleanup-Image", "/StartComponentCleanup", "/ResetBase");
      measure(index, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    }
    for (int index = 1; index <= images; index++) {
      measure(
          index,
          "/Export-Image",
          "/SourceImageFile:" + wim,
          "/SourceIndex:" + index,
          "/DestinationImageFile:" + options.work().resolve("result.wim"));
    }
  }

  private List<Path> cabinets() throws IOException {
    List<Path> cabinets = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(options.updates(), "*.cab")) {
      found.forEach(cabinets::add);
    }
    cabinets.sort(null);
    return cabinets;
  }

  private void measure(int index, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(options.wimdism().toString()));
    line.addAll(List.of(arguments));
    line.add("/ScratchDir:" + options.work().resolve("scratch"));
    line.add("/LogPath:" + options.work().resolve("dism.log"));
    Command command =
        new Command(Map.of("WIMDISM_STATE", options.work().resolve("state").toString()));
    Measurement measurement = Meter.measure(command.group(), () -> command.run(line));
    String name = arguments[0].startsWith("/Image:") ? arguments[1] : arguments[0];
    table.line(
        name,
        Integer.toString(index),
        Table.seconds(measurement),
        Table.megabytes(measurement.written()),
        Table.megabytes(measurement.memory()));
  }
}
