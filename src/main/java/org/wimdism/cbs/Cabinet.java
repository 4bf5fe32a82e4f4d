package org.wimdism.cbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** A cabinet file; cabextract, a process of its own, unpacks it. */
record Cabinet(Path file, List<CabinetEntry> entries) {

  /** Reads the file list; nothing is unpacked yet. */
  static Cabinet open(Path file) {
    return new Cabinet(file, CabinetDirectory.read(file));
  }

  /**
   * Unpacks everything, unless it was unpacked and kept before.
   *
   * @param folder where it goes if it is not kept
   * @return where it is
   */
  Path extract(Path folder, Optional<PackageCache> cache) {
    if (cache.isEmpty()) {
      extract(folder);
      return folder;
    }
    return cache.get().fetch(file, this::isWhole, this::extract, folder);
  }

  /** Unpacks everything into the folder, which is made. */
  void extract(Path folder) {
    try {
      Files.createDirectories(folder);
      requireRoom(folder);
      Process process =
          new ProcessBuilder(
                  "cabextract",
                  "-q",
                  "-s",
                  "-d",
                  folder.toString(),
                  file.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Fault.FILE_CORRUPT.with(
            file.getFileName() + " is damaged and cannot be unpacked: " + said.strip());
      }
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND,
          file.getFileName() + " cannot be unpacked; is cabextract installed?\n" + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServicingError(
          ErrorCode.INTERNAL_ERROR, "Unpacking " + file.getFileName() + " was interrupted.", e);
    }
    requireWhole(folder);
  }

  private void requireRoom(Path folder) throws IOException {
    long need = entries.stream().mapToLong(CabinetEntry::size).sum();
    long room = folder.toFile().getUsableSpace();
    if (need > room) {
      throw new ServicingError(
          ErrorCode.DISK_FULL,
          "There is not enough space on the disk.\n"
              + "Unpacking %s needs %,d bytes in %s; %,d are free."
                  .formatted(file.getFileName(), need, folder, room));
    }
  }

  /** Whether a folder has all its files, by their sizes. */
  boolean isWhole(Path folder) {
    return missing(folder).isEmpty();
  }

  private void requireWhole(Path folder) {
    missing(folder)
        .ifPresent(
            entry -> {
              throw Fault.FILE_CORRUPT.with(
                  file.getFileName() + " is damaged: " + entry.name() + " could not be unpacked.");
            });
  }

  /** The first file that is not there, or not as large as the cabinet says. */
  private Optional<CabinetEntry> missing(Path folder) {
    return entries.stream()
        .filter(
            entry -> {
              Path unpacked = folder.resolve(entry.name());
              return !Files.isRegularFile(unpacked) || unpacked.toFile().length() != entry.size();
            })
        .findFirst();
  }
}
