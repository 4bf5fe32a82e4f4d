package org.drydock.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Copies a file so that it is on the disk, with its SHA-256 known, when the copy returns. */
public final class DurableCopy {

  private static final int CHUNK = 1 << 20;
  private static final boolean FOLDERS_CAN_BE_SYNCED =
      !System.getProperty("os.name").startsWith("Windows");

  private DurableCopy() {}

  /**
   * Copies a file and its modification time; replaces what stands at the target. What was written
   * so far stays when it fails.
   *
   * @param copied told the bytes copied since it was last told
   * @return the SHA-256 of what was copied, in hexadecimal
   * @throws CancellationException when it was cancelled
   */
  public static String copy(
      Path source, Path target, BooleanSupplier cancelled, LongConsumer copied) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        check(cancelled, source);
        buffer.flip();
        digest.update(buffer.duplicate());
        write(buffer, out, target);
        buffer.clear();
        copied.accept(read);
      }
      out.force(true);
    }
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The SHA-256 of a file, in hexadecimal.
   *
   * @throws CancellationException when it was cancelled
   */
  public static String sha256(Path file, BooleanSupplier cancelled) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        check(cancelled, file);
        digest.update(chunk, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Makes the names in a folder durable. Windows has no such call and needs none on NTFS. */
  public static void syncFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_SYNCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** The system says what is the matter, but not where: which disk is full. */
  private static void write(ByteBuffer bytes, FileChannel out, Path target) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new IOException(
          "Cannot write %s: %s (%,d bytes free there)."
              .formatted(target, e.getMessage(), target.toFile().getUsableSpace()),
          e);
    }
  }

  private static void check(BooleanSupplier cancelled, Path file) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("Cancelled while reading " + file);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
