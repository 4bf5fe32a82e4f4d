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
import org.wimdism.ServicingError;

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
    return keep(cabinet, whole, unpack)
        .orElseGet(
            () -> {
              unpack.accept(elsewhere);
              return elsewhere;
            });
  }

  /**
   * Unpacks the cabinet of a package ahead of its use. Whatever is wrong with it shows when it is
   * used.
   */
  public void prepare(Path file) {
    try {
      Cabinet cabinet = Cabinet.open(file);
      if (PackageContents.isPackage(cabinet.entries())) {
        keep(file, cabinet::isWhole, cabinet::extract);
      }
    } catch (ServicingError | UncheckedIOException e) {
      // The command that adds the package meets the same, and tells it.
      return;
    }
  }

  private Optional<Path> keep(Path cabinet, Predicate<Path> whole, Consumer<Path> unpack) {
    Path kept = place(cabinet);
    if (Files.isDirectory(kept)) {
      if (whole.test(kept)) {
        return Optional.of(kept);
      }
      ScratchFolder.delete(kept);
    }
    Optional<Path> begun = begin();
    if (begun.isEmpty()) {
      return begun;
    }
    try {
      unpack.accept(begun.get());
      return Optional.of(Files.move(begun.get(), kept, StandardCopyOption.ATOMIC_MOVE));
    } catch (IOException e) {
      return Optional.empty(); // another command has just kept it, or left something in the way
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
