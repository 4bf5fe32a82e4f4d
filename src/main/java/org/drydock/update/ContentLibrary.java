package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drydock.host.DurableCopy;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.drydock.update.ContentFile.State;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.conversion.DbActionExecutionException;
import org.springframework.stereotype.Component;

/** Keeps each update file once, under its SHA-256, complete and read-only. */
@Component
public class ContentLibrary {

  private static final String ARRIVING = "arriving-";
  private static final String PARTIAL = "partial";
  private static final String QUARANTINE = "quarantine";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** What is older was left by a server that ended while it synchronised. */
  private static final Duration LONGEST_ARRIVAL = Duration.ofDays(1);

  /** A partial file that nobody has gone on with for so long is of no use any more. */
  private static final Duration LONGEST_PARTIAL = Duration.ofDays(30);

  private final Path folder;
  private final ContentTable table;
  private final JdbcAggregateOperations rows;
  private final Clock clock;

  ContentLibrary(DataFolder data, ContentTable table, JdbcAggregateOperations rows, Clock clock) {
    this.folder = data.content();
    this.table = table;
    this.rows = rows;
    this.clock = clock;
  }

  /** Where a file of this SHA-256 is, or would be. */
  public Path file(String sha256) {
    return folder.resolve(sha256);
  }

  public boolean contains(String sha256) {
    return Files.isRegularFile(file(sha256));
  }

  /**
   * Where the file is.
   *
   * @param name what a person knows it by
   * @throws MissingContentException naming it, with the remedy
   */
  public Path require(String sha256, String name) throws MissingContentException {
    if (!contains(sha256)) {
      String why = table.findById(sha256).map(ContentFile::note).map(note -> " " + note).orElse("");
      throw new MissingContentException(
          "The file "
              + name
              + " is not in the content library ("
              + file(sha256)
              + ")."
              + why
              + " "
              + remedy());
    }
    return file(sha256);
  }

  /**
   * Reads a file that seemed damaged once more, and puts it aside where it is.
   *
   * @return empty where it is as it should be
   */
  public Optional<MissingContentException> recheck(String sha256, String name) throws IOException {
    return check(sha256, () -> false)
        .map(
            damage ->
                new MissingContentException(
                    "The file "
                        + name
                        + " in the content library is damaged. "
                        + damage
                        + " "
                        + remedy()));
  }

  private static String remedy() {
    return "Drop it into the inbox again and synchronise, or download it again; then start the run"
        + " again.";
  }

  /** A file of this SHA-1, where a good one is there. */
  Optional<String> withSha1(String sha1) {
    return table.findBySha1(sha1).stream()
        .map(ContentFile::sha256)
        .filter(this::contains)
        .findFirst();
  }

  Optional<ContentFile> recorded(String sha256) {
    return table.findById(sha256);
  }

  /** What is recorded, by name. */
  List<ContentFile> recorded() {
    return table.findAllByOrderByFileNameAscSha256Asc();
  }

  /** The SHA-256 that the files which are there are stored under. */
  List<String> stored() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> SHA256.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /** What lies in the library's folder and is no part of it. */
  List<String> strays() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !SHA256.matcher(name).matches() && !name.startsWith(ARRIVING))
          .filter(name -> !name.equals(PARTIAL) && !name.equals(QUARANTINE))
          .sorted()
          .toList();
    }
  }

  /**
   * Reads a file and compares it with what it was stored as. A damaged one is put aside; one that
   * had no record gets one.
   *
   * @return what is wrong, in one sentence; empty where nothing is
   */
  Optional<String> check(String sha256, BooleanSupplier cancelled) throws IOException {
    Path file = file(sha256);
    if (!Files.isRegularFile(file)) {
      return missing(sha256);
    }
    Digests found = Digests.of(file, cancelled);
    if (!found.sha256().equals(sha256)) {
      return Optional.of(quarantine(sha256, found.sha256()));
    }
    if (table.findById(sha256).filter(known -> known.state() == State.AVAILABLE).isPresent()) {
      table.checked(sha256, found.sha1(), now());
    } else {
      record(found, sha256, Files.size(file), null);
    }
    return Optional.empty();
  }

  private Optional<String> missing(String sha256) {
    String note = "It was found missing at " + now() + ".";
    return table.becomes(sha256, State.MISSING, note, now()) ? Optional.of(note) : Optional.empty();
  }

  private String quarantine(String sha256, String found) throws IOException {
    Path aside = Files.createDirectories(quarantineFolder()).resolve(sha256);
    Files.move(
        file(sha256), aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DurableCopy.syncFolder(folder);
    String note =
        "Its SHA-256 was "
            + found
            + " instead of "
            + sha256
            + ", so at "
            + now()
            + " it was moved to "
            + aside
            + ".";
    table.becomes(sha256, State.QUARANTINED, note, now());
    return note;
  }

  /** Removes a file that nothing needs; its record stays and says so. */
  long remove(String sha256) throws IOException {
    Path file = file(sha256);
    long size = Files.size(file);
    file.toFile().setWritable(true); // Windows deletes no read-only file
    Files.delete(file);
    table.becomes(
        sha256, State.REMOVED, "Nothing needed it, so it was removed at " + now() + ".", now());
    return size;
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

  /** Takes a file that is on this disk already; it is gone from where it was. */
  Arrival adopt(Path arrived, String sha256) throws IOException {
    Path place = Files.createTempDirectory(folder, ARRIVING);
    try {
      Path copy = place.resolve("file");
      Files.move(arrived, copy, StandardCopyOption.ATOMIC_MOVE);
      return new Arrival(place, copy, sha256);
    } catch (IOException e) {
      new FolderTree(place).delete();
      throw e;
    }
  }

  /** Where downloads grow until they are complete. */
  Path partialFolder() throws IOException {
    return Files.createDirectories(folder.resolve(PARTIAL));
  }

  Path quarantineFolder() {
    return folder.resolve(QUARANTINE);
  }

  /** Removes what a server that was killed had begun, and downloads nobody went on with. */
  void removeLeftovers() throws IOException {
    Instant before = clock.instant().minus(LONGEST_ARRIVAL);
    for (Path leftover : arriving()) {
      if (Files.getLastModifiedTime(leftover).toInstant().isBefore(before)) {
        new FolderTree(leftover).delete();
      }
    }
    Instant abandoned = clock.instant().minus(LONGEST_PARTIAL);
    try (Stream<Path> partial = Files.list(partialFolder())) {
      for (Path file : partial.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(abandoned)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private List<Path> arriving() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(ARRIVING)).toList();
    }
  }

  private void record(Digests digests, String name, long size, String note) {
    if (table.arrives(digests.sha256(), digests.sha1(), note, now())) {
      return;
    }
    try {
      rows.insert(
          new ContentFile(
              digests.sha256(), digests.sha1(), name, size, State.AVAILABLE, note, now(), now()));
    } catch (DbActionExecutionException e) {
      if (!(e.getCause() instanceof DuplicateKeyException)) { // another node was faster
        throw e;
      }
    }
  }

  /** To the precision that every supported database keeps. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
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

    /**
     * Makes it part of the library. A damaged one of the same digest that was put aside goes.
     *
     * @param name what it came under
     */
    void keep(String name) throws IOException {
      if (contains(sha256)) {
        return;
      }
      Digests digests = Digests.of(copy, () -> false);
      long size = Files.size(copy);
      copy.toFile().setReadOnly();
      Files.move(copy, file(sha256), StandardCopyOption.ATOMIC_MOVE);
      DurableCopy.syncFolder(folder);
      record(digests, name, size, null);
      Files.deleteIfExists(quarantineFolder().resolve(sha256));
    }

    @Override
    public void close() throws IOException {
      new FolderTree(place).delete();
    }
  }
}
