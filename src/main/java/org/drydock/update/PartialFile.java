package org.drydock.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that has arrived in part. It outlives attempts and servers; beside it stands where it
 * comes from and what the source called that state of the file.
 */
final class PartialFile implements AutoCloseable {

  private final Path path;
  private final Path origin;
  private FileChannel channel;

  PartialFile(Path folder, String name) {
    this.path = folder.resolve(name);
    this.origin = folder.resolve(name + ".origin");
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    if (channel != null) {
      return channel.size();
    }
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** What the source called this state of the file when its bytes came from there. */
  Optional<String> validator(String source) throws IOException {
    if (!Files.exists(origin)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(origin, StandardCharsets.UTF_8);
    return lines.size() == 2 && lines.get(0).equals(source)
        ? Optional.of(lines.get(1))
        : Optional.empty();
  }

  /** Begins again, from a source whose state has a name, or from one that gives none. */
  void restart(String source, Optional<String> validator) throws IOException {
    open().truncate(0);
    if (validator.isPresent()) {
      Files.writeString(origin, source + "\n" + validator.get() + "\n");
    } else {
      Files.deleteIfExists(origin);
    }
  }

  /**
   * @throws DownloadFailedException when it cannot be written; the disk's room is given back then
   */
  void append(ByteBuffer bytes) throws IOException {
    FileChannel out = open();
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes, out.size());
      }
    } catch (IOException e) {
      long size = size();
      discard();
      throw new DownloadFailedException(
          "Cannot write %s: %s. %,d bytes had arrived; they were removed to give the room back. Make room on the disk of the content library (%,d bytes are free there now)."
              .formatted(path, e.getMessage(), size, path.getParent().toFile().getUsableSpace()),
          e);
    }
  }

  /** Has everything on the disk. */
  void sync() throws IOException {
    if (channel != null) {
      channel.force(true);
    }
    close();
  }

  void discard() throws IOException {
    close();
    Files.deleteIfExists(path);
    Files.deleteIfExists(origin);
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
