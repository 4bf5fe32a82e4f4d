package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wimdism.wim.Entry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.WimImage;

/** A Windows, or a part of one, that good files can be taken from. */
@FunctionalInterface
public interface RepairSource {

  /**
   * Copies a file out of the source.
   *
   * @param path of the file, such as {@code Windows/WinSxS/...}
   * @param target a file that does not exist
   * @return whether the source has it
   */
  boolean copy(String path, Path target);

  /**
   * A folder of the host.
   *
   * @param folder a Windows' root, its Windows folder or its WinSxS folder
   */
  static RepairSource folder(Path folder) {
    return (path, target) ->
        below(path)
            .map(part -> find(folder, part))
            .flatMap(Optional::stream)
            .findFirst()
            .map(found -> copied(found, target))
            .orElse(false);
  }

  /** An image of a WIM. */
  static RepairSource image(WimImage image) {
    return (path, target) -> {
      Optional<Entry> file = image.find(path).filter(entry -> !entry.directory());
      file.ifPresent(entry -> image.extract(entry, target));
      return file.isPresent();
    };
  }

  /** A mounted image with its changes. */
  static RepairSource mounted(MountedImage image) {
    return (path, target) -> {
      boolean found = image.find(path).filter(entry -> !entry.directory()).isPresent();
      if (found) {
        image.extract(path, target);
      }
      return found;
    };
  }

  private static Stream<String> below(String path) {
    String[] parts = path.split("/", 3);
    return Stream.of(path, parts[1] + "/" + parts[2], parts[2]);
  }

  /** The file at a path whose parts are found in any case. */
  private static Optional<Path> find(Path folder, String path) {
    Path found = folder;
    for (String part : path.split("/")) {
      Optional<Path> next = child(found, part);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      found = next.get();
    }
    return Optional.of(found).filter(Files::isRegularFile);
  }

  private static Optional<Path> child(Path folder, String name) {
    Path exact = folder.resolve(name);
    if (Files.exists(exact)) {
      return Optional.of(exact);
    }
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String wanted = name.toLowerCase(Locale.ROOT);
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(each -> each.getFileName().toString().toLowerCase(Locale.ROOT).equals(wanted))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean copied(Path from, Path target) {
    try {
      Files.copy(from, target);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
