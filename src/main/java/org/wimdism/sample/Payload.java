package org.wimdism.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.wimdism.cbs.Digests;

/** File contents that are the same in every run and differ with every name and version. */
final class Payload {

  private Payload() {}

  /** A file that compresses to about half, as programs do. */
  static byte[] of(String name, String version, int size) {
    byte[] head =
        ("MZ synthetic " + name + " " + version + "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[Math.max(size, head.length)];
    Random random = new Random(seed(name + "|" + version));
    byte[] noise = new byte[512];
    for (int at = 0; at < bytes.length; at += 2 * noise.length) {
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, at, Math.min(noise.length, bytes.length - at));
    }
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }

  private static long seed(String text) {
    return ByteBuffer.wrap(Digests.of("SHA-256", text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
