package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** The records of mounted images in the state folder, one file each, named after the folder. */
final class MountRecords {

  private static final String SUFFIX = ".mount";

  private final Path folder;

  MountRecords(Path folder) {
    this.folder = folder;
  }

  void save(MountRecord record) throws IOException {
    Files.createDirectories(folder);
    Durable.write(file(record.mountFolder()), record.format());
  }

  void delete(MountRecord record) throws IOException {
    Files.deleteIfExists(file(record.mountFolder()));
  }

  Optional<MountRecord> load(Path mountFolder) {
    return read(file(mountFolder));
  }

  List<MountRecord> all() throws IOException {
    List<MountRecord> records = new ArrayList<>();
    for (Path file : files()) {
      // A record may go while we read the others.
      read(file).ifPresent(records::add);
    }
    return records;
  }

  /** Deletes records that cannot be read: nothing can be done with them. */
  void deleteUnreadable() throws IOException {
    for (Path file : files()) {
      try {
        read(file);
      } catch (ServicingError e) {
        Files.deleteIfExists(file);
      }
    }
  }

  static Optional<MountRecord> read(Path file) {
    try {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(MountRecord.parse(Files.readString(file)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      // Another command has just ended this mount.
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new ServicingError(
          ErrorCode.MOUNT_INVALID,
          "The record of a mounted image, "
              + file
              + ", cannot be read: "
              + e
              + ".\n/Cleanup-Mountpoints removes it.",
          e);
    }
  }

  /** The keys of records whose writing has begun and not ended. */
  List<String> begun() throws IOException {
    String suffix = SUFFIX + Durable.UNFINISHED;
    return files(suffix).stream()
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .toList();
  }

  /** Drops what a killed command had begun to write. */
  void dropBegun(String key) throws IOException {
    Files.deleteIfExists(folder.resolve(key + SUFFIX + Durable.UNFINISHED));
  }

  /** Names the record of a mount folder, and its lock. */
  static String key(Path mountFolder) {
    return Digest.name(mountFolder);
  }

  private List<Path> files() throws IOException {
    return files(SUFFIX);
  }

  private List<Path> files(String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private Path file(Path mountFolder) {
    return folder.resolve(key(mountFolder) + SUFFIX);
  }
}
