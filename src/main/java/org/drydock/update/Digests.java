package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** What a file is known by, in lower-case hexadecimal: catalogues know it by its SHA-1. */
record Digests(String sha1, String sha256) {

  private static final int CHUNK = 1 << 20;

  /**
   * Reads the file once.
   *
   * @throws CancellationException when it was cancelled
   */
  static Digests of(Path file, BooleanSupplier cancelled) throws IOException {
    MessageDigest sha1 = digest("SHA-1");
    MessageDigest sha256 = digest("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException("Cancelled while reading " + file);
        }
        sha1.update(chunk, 0, read);
        sha256.update(chunk, 0, read);
      }
    }
    return new Digests(hex(sha1), hex(sha256));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
