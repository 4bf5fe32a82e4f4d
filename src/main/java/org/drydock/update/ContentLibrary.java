package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.drydock.host.DurableCopy;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Component;

/** Keeps each update file once, under its SHA-256, complete and read-only. */
@Component
public class ContentLibrary {

  private static final String ARRIVING = "arriving-";

  /** What is older was left by a server that ended while it synchronised. */
  private static final Duration LONGEST_ARRIVAL = Duration.ofDays(1);

  private final Path folder;
  private final Clock clock;

  ContentLibrary(DataFolder data, Clock clock) {
    this.folder = data.content();
    this.clock = clock;
  }

  /** Where a file of this SHA-256 is, or would be. */
  public Path file(String sha256) {
    return folder.resolve(sha256);
  }

  public boolean contains(String sha256) {
    return Files.isRegularFile(file(sha256));
  }

  /** Copies a file in without making it part of the library yet, so that it can be looked at. */
  Arrival receive(Path source) throws IOException {
    Path place = Files.createTempDirectory(folder, ARRIVING);
    try {
      Path copy = place.resolve("file");
      return new Arrival(place, copy, DurableCopy.copy(source, copy, () -> false, bytes -> {}));
    } catch (IOException e) {
      new FolderTree(place).delete();
      throw e;
    }
  }

  /** Removes what a server that was killed had begun. */
  void removeLeftovers() throws IOException {
    Instant before = clock.instant().minus(LONGEST_ARRIVAL);
    for (Path leftover : arriving()) {
      if (Files.getLastModifiedTime(leftover).toInstant().isBefore(before)) {
        new FolderTree(leftover).delete();
      }
    }
  }

  private List<Path> arriving() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(ARRIVING)).toList();
    }
  }

  /** A file that has been copied in and is either kept or, when closed, forgotten. */
  final class Arrival implements AutoCloseable {

    private final Path place;
    private final Path copy;
    private final String sha256;

    private Arrival(Path place, Path copy, String sha256) {
      this.place = place;
      this.copy = copy;
      this.sha256 = sha256;
    }

    Path copy() {
      return copy;
    }

    /** A folder for what is unpacked while the file is looked at. */
    Path workFolder() {
      return place.resolve("work");
    }

    String sha256() {
      return sha256;
    }

    void keep() throws IOException {
      if (!contains(sha256)) {
        copy.toFile().setReadOnly();
        Files.move(copy, file(sha256), StandardCopyOption.ATOMIC_MOVE);
        DurableCopy.syncFolder(folder);
      }
    }

    @Override
    public void close() throws IOException {
      new FolderTree(place).delete();
    }
  }
}
