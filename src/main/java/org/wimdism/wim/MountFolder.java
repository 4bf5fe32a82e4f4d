package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * The folder an image is mounted at, of which wimdism owns {@code .wimdism}:
 *
 * <ul>
 *   <li>{@code mount}: a copy of the record in the state folder
 *   <li>{@code journal}: the changes, replaced as a whole
 *   <li>{@code files/<number>}: the content of changed files
 *   <li>{@code kept/<SHA-1>}: files of the image, unpacked once for all commands
 *   <li>{@code tree}: the image's directory tree, written down for the next command
 *   <li>{@code empty}: an empty folder, the source of new folders
 *   <li>{@code work}: of the command that runs just now
 * </ul>
 */
final class MountFolder {

  static final String NAME = ".wimdism";

  private final Path mount;
  private final Path own;

  MountFolder(Path mount) {
    this.mount = mount;
    this.own = mount.resolve(NAME);
  }

  Path path() {
    return mount;
  }

  Path record() {
    return own.resolve("mount");
  }

  Path journal() {
    return own.resolve("journal");
  }

  Path treeIndex() {
    return own.resolve("tree");
  }

  Path emptyFolder() {
    return own.resolve("empty");
  }

  Path blob(int number) {
    return files().resolve(Integer.toString(number));
  }

  private Path files() {
    return own.resolve("files");
  }

  /**
   * A file of the image, unpacked when it is asked for first.
   *
   * @param unpack writes it to the path it is given
   */
  Path kept(Entry file, Consumer<Path> unpack) throws IOException {
    String name = file.sha1().isEmpty() ? "empty-file" : file.sha1();
    Path kept = kept().resolve(name);
    if (!Files.exists(kept)) {
      Path whole = newWorkFolder().resolve(name);
      unpack.accept(whole);
      Files.createDirectories(kept.getParent());
      Durable.place(whole, kept);
    }
    return kept;
  }

  private Path kept() {
    return own.resolve("kept");
  }

  private Path work() {
    return own.resolve("work");
  }

  void create(MountRecord record) throws IOException {
    Files.createDirectory(own);
    Files.createDirectory(files());
    Files.createDirectory(emptyFolder());
    save(record);
  }

  void save(MountRecord record) throws IOException {
    Durable.write(record(), record.format());
  }

  /** Removes what wimdism owns; other files stay. */
  void remove() throws IOException {
    Files.deleteIfExists(journal());
    Durable.deleteTree(own);
  }

  /** Removes the changes; the image stays mounted. */
  void clear() throws IOException {
    Files.deleteIfExists(journal());
    dropUnused(Set.of());
    Durable.deleteTree(kept());
  }

  Overlay load() {
    return Overlay.load(journal());
  }

  void save(Overlay changes) throws IOException {
    Durable.write(journal(), changes.format());
  }

  /** A new folder for files in between; {@link #clearWork} removes it. */
  Path newWorkFolder() throws IOException {
    Files.createDirectories(work());
    return Files.createTempDirectory(work(), "");
  }

  void clearWork() throws IOException {
    Durable.deleteTree(work());
  }

  /** Removes the files that the changes do not name: a killed command left them. */
  void dropUnused(Set<Integer> used) throws IOException {
    for (int number : blobNumbers()) {
      if (!used.contains(number)) {
        Files.deleteIfExists(blob(number));
      }
    }
  }

  int highestBlobNumber() throws IOException {
    return blobNumbers().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Takes a file into the overlay: renames it, or copies it from another file system. */
  Overlay.Blob take(Path source, int number) throws IOException {
    requireFile(source);
    return take(source, number, Digest.sha1(source));
  }

  /** As above, a file whose SHA-1 is known. */
  Overlay.Blob take(Path source, int number, String sha1) throws IOException {
    requireFile(source);
    Files.move(source, blob(number), StandardCopyOption.REPLACE_EXISTING);
    return new Overlay.Blob(number, Files.size(blob(number)), sha1);
  }

  /** Makes a file part of the overlay, too: by a link, or by a copy on another file system. */
  Overlay.Blob link(Path source, int number, String sha1) throws IOException {
    requireFile(source);
    Files.deleteIfExists(blob(number));
    try {
      Files.createLink(blob(number), source);
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.copy(source, blob(number));
    }
    return new Overlay.Blob(number, Files.size(blob(number)), sha1);
  }

  private static void requireFile(Path source) {
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND, source + " is not a file, so it cannot be put into the image.");
    }
  }

  /** Throws unless every changed file still has the content it was put there with. */
  void verify(Overlay changes) throws IOException {
    Set<Integer> intact = new HashSet<>();
    for (Overlay.Node node : changes.nodes()) {
      Overlay.Blob blob = node.blob();
      if (blob != null && intact.add(blob.number()) && !isIntact(blob)) {
        throw new ServicingError(
            ErrorCode.CANNOT_COMMIT,
            "The specified mounted image cannot be committed back into the WIM.\n"
                + blob(blob.number())
                + ", the new content of "
                + node.path()
                + ", is missing or was changed by another program.\n"
                + "The image stays mounted. Discard it and service the image again.");
      }
    }
  }

  /** Files in the mount folder that are not wimdism's: nobody told it what they are. */
  List<Path> foreignFiles() throws IOException {
    List<Path> foreign = new ArrayList<>();
    try (Stream<Path> children = Files.list(mount)) {
      children.filter(child -> !child.equals(own)).sorted().forEach(foreign::add);
    }
    return foreign;
  }

  private boolean isIntact(Overlay.Blob blob) throws IOException {
    Path file = blob(blob.number());
    return Files.isRegularFile(file)
        && Files.size(file) == blob.size()
        && Digest.sha1(file).equals(blob.sha1());
  }

  private List<Integer> blobNumbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(files())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        numbers.add(Integer.parseInt(file.getFileName().toString()));
      }
    }
    return numbers;
  }
}
