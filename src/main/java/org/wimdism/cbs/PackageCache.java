package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder in which unpacked cabinets are kept for the next index, each under the SHA-256 of the
 * cabinet. Whoever names the folder removes it.
 *
 * <p>What comes out of it is checked as if it had just been unpacked: every size against the
 * cabinet's list, all payload against its manifest.
 */
public final class PackageCache {

  private static final String VARIABLE = "WIMDISM_PACKAGES";

  private final Path folder;

  private PackageCache(Path folder) {
    this.folder = folder;
  }

  /** The folder that the environment names; nothing is kept where it names none. */
  public static Optional<PackageCache> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(path -> !path.isEmpty())
        .map(path -> new PackageCache(Path.of(path)));
  }

  /**
   * Puts into the target what is kept of the cabinet.
   *
   * @return whether there is something; nothing is put there otherwise
   */
  boolean fetch(Path cabinet, Path target) {
    Path kept = place(cabinet);
    if (!Files.isDirectory(kept)) {
      return false;
    }
    try {
      link(kept, target);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what was unpacked; where it cannot be kept it is unpacked again the next time. */
  void keep(Path cabinet, Path unpacked) {
    try {
      Files.createDirectories(folder);
      Path begun = Files.createTempDirectory(folder, "new");
      try {
        link(unpacked, begun);
        Files.move(begun, place(cabinet), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        ScratchFolder.delete(begun);
      }
    } catch (IOException e) {
      // The folder cannot be written: nothing is kept.
    }
  }

  /** Forgets what was kept of the cabinet. */
  void drop(Path cabinet) {
    ScratchFolder.delete(place(cabinet));
  }

  private Path place(Path cabinet) {
    try {
      return folder.resolve(HexFormat.of().formatHex(Digests.of("SHA-256", cabinet)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files are never written to once they are unpacked, so that a link is as good as a copy. */
  private static void link(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(from)) {
      all = tree.toList();
    }
    for (Path each : all) {
      Path target = to.resolve(from.relativize(each));
      if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        linkFile(each, target);
      }
    }
  }

  private static void linkFile(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(from, to); // another file system, or one without links
    }
  }
}
