package org.wimdism.cbs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
   * What is kept of the cabinet; it is unpacked where there is nothing.
   *
   * @param whole whether a folder has everything that is in the cabinet
   * @param unpack unpacks the cabinet into a folder
   * @param elsewhere where it is unpacked if it cannot be kept
   * @return the folder it is in; what is kept is only read
   */
  Path fetch(Path cabinet, Predicate<Path> whole, Consumer<Path> unpack, Path elsewhere) {
    Path kept = place(cabinet);
    if (Files.isDirectory(kept)) {
      if (whole.test(kept)) {
        return kept;
      }
      ScratchFolder.delete(kept);
    }
    Optional<Path> begun = begin();
    if (begun.isEmpty()) {
      unpack.accept(elsewhere);
      return elsewhere;
    }
    try {
      unpack.accept(begun.get());
      return Files.move(begun.get(), kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      unpack.accept(elsewhere); // another command has just kept it, or left something in the way
      return elsewhere;
    } finally {
      if (Files.exists(begun.get())) {
        ScratchFolder.delete(begun.get());
      }
    }
  }

  /** A folder that gets its name when it is whole; nothing where the cache cannot be written. */
  private Optional<Path> begin() {
    try {
      Files.createDirectories(folder);
      return Optional.of(Files.createTempDirectory(folder, "new"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path place(Path cabinet) {
    try {
      return folder.resolve(HexFormat.of().formatHex(Digests.of("SHA-256", cabinet)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
