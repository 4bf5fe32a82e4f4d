package org.wimdism.cbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Message digests of bytes and files. */
public final class Digests {

  private static final int BUFFER = 1 << 16;

  private Digests() {}

  public static byte[] of(String algorithm, byte[] bytes) {
    return start(algorithm).digest(bytes);
  }

  static byte[] of(String algorithm, Path file) throws IOException {
    MessageDigest digest = start(algorithm);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return digest.digest();
  }

  private static MessageDigest start(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
