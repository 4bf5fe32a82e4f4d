package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Component;

/** Keeps each update file once, under its SHA-256, complete and read-only. */
@Component
public class ContentLibrary {

  private final Path folder;

  public ContentLibrary(DataFolder data) {
    this.folder = data.content();
  }

  /** Where a file of this SHA-256 is, or would be. */
  public Path file(String sha256) {
    return folder.resolve(sha256);
  }

  public boolean contains(String sha256) {
    return Files.isRegularFile(file(sha256));
  }

  /** Copies a file into the library and returns its SHA-256. */
  public String store(Path source) throws IOException {
    try (Arrival arrival = receive(source)) {
      return arrival.keep();
    }
  }

  /** Copies a file in without making it part of the library yet, so that it can be looked at. */
  Arrival receive(Path source) throws IOException {
    Path copy = folder.resolve("arriving-" + UUID.randomUUID());
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(source), digest);
        FileChannel out =
            FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      in.transferTo(Channels.newOutputStream(out));
      out.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    return new Arrival(copy, HexFormat.of().formatHex(digest.digest()));
  }

  /** An empty folder on the library's file system, for the caller to use and remove. */
  Path workFolder() throws IOException {
    return Files.createTempDirectory(folder, "reading-");
  }

  /** The SHA-256 of a file, in lower-case hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** A file that has been copied in and is either kept or, when closed, forgotten. */
  final class Arrival implements AutoCloseable {

    private final Path copy;
    private final String sha256;

    private Arrival(Path copy, String sha256) {
      this.copy = copy;
      this.sha256 = sha256;
    }

    Path copy() {
      return copy;
    }

    String sha256() {
      return sha256;
    }

    String keep() throws IOException {
      if (!contains(sha256)) {
        copy.toFile().setReadOnly();
        Files.move(copy, file(sha256), StandardCopyOption.ATOMIC_MOVE);
      }
      return sha256;
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(copy);
    }
  }
}
