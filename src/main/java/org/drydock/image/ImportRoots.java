package org.drydock.image;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drydock.site.DrydockProperties;
import org.springframework.stereotype.Component;

/** The folders that images may come from; with none configured, every folder. */
@Component
class ImportRoots {

  private final List<Path> roots;

  ImportRoots(DrydockProperties properties) {
    this.roots =
        properties.importRoots().stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  /**
   * The file or folder that a path really leads to, links followed. What is outside the roots is
   * refused before anybody can learn whether it exists.
   */
  Path resolve(String path) {
    Path given = fullPath(path);
    if (!roots.isEmpty() && roots.stream().noneMatch(given::startsWith)) {
      throw outside(given);
    }
    Path real;
    try {
      real = given.toRealPath();
    } catch (IOException e) {
      throw new ImportSourceException(
          "Cannot find "
              + given
              + " on the server. Check the path, and that the server's user may read it.");
    }
    requireInside(given, real);
    return real;
  }

  /**
   * @param given the path as the user knows it
   * @param real where it leads
   */
  void requireInside(Path given, Path real) {
    if (!roots.isEmpty() && realRoots().stream().noneMatch(real::startsWith)) {
      throw outside(given);
    }
  }

  private OutsideImportRootsException outside(Path given) {
    return new OutsideImportRootsException(
        given
            + " is not in a folder that images may be imported from. These are: "
            + String.join(", ", roots.stream().map(Path::toString).toList())
            + ". Copy the image there or extend drydock.import-roots.");
  }

  private List<Path> realRoots() {
    List<Path> real = new ArrayList<>();
    for (Path root : roots) {
      try {
        real.add(root.toRealPath());
      } catch (IOException e) {
        continue; // a root that is not there now holds nothing
      }
    }
    return real;
  }

  private static Path fullPath(String path) {
    try {
      Path given = Path.of(path == null ? "" : path.trim());
      if (given.isAbsolute()) {
        return given.normalize();
      }
    } catch (InvalidPathException e) {
      throw new ImportSourceException("\"" + path + "\" is not a path: " + e.getReason() + ".");
    }
    throw new ImportSourceException(
        "\"" + path + "\" is not a full path. Give the path on the server from the root.");
  }
}
