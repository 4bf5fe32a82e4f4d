package org.drydock.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What wimlib-imagex finds in a WIM. */
final class Listing {

  private Listing() {}

  static int images(Path wim) throws IOException, InterruptedException {
    return Command.output(List.of("wimlib-imagex", "info", wim.toString(), "--header"))
        .lines()
        .filter(line -> line.startsWith("Image Count"))
        .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The paths in all images, sorted. */
  static List<String> of(Path wim) throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>();
    for (int image = 1; image <= images(wim); image++) {
      int number = image;
      Command.output(List.of("wimlib-imagex", "dir", wim.toString(), Integer.toString(image)))
          .lines()
          .map(path -> number + ":" + path)
          .sorted()
          .forEach(paths::add);
    }
    return paths;
  }
}
