package org.wimdism.cbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Message digests of bytes and files. */
public final class Digests {

  private static final int BUFFER = 1 << 16;

  private Digests() {}

  public static byte[] of(String algorithm, byte[] bytes) {
    return start(algorithm).digest(bytes);
  }

  static byte[] of(String algorithm, Path file) throws IOException {
    return of(List.of(algorithm), file).get(0);
  }

  /** Several digests of a file that is read once. */
  static List<byte[]> of(List<String> algorithms, Path file) throws IOException {
    List<MessageDigest> digests = algorithms.stream().map(Digests::start).toList();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (MessageDigest digest : digests) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return digests.stream().map(MessageDigest::digest).toList();
  }

  private static MessageDigest start(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
