package org.wimdism.wim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files and names, in lower-case hex. */
final class Digest {

  private static final int BUFFER = 1 << 16;

  private Digest() {}

  static String sha1(Path file) throws IOException {
    MessageDigest digest = digest("SHA-1");
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static byte[] sha1(byte[] bytes) {
    return digest("SHA-1").digest(bytes);
  }

  /** A short name for a path, the same each time. */
  static String name(Path path) {
    byte[] hash = digest("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
