package org.wimdism.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.wimdism.cbs.Digests;

/**
 * File contents that compress as those of Windows do: LZX makes about half of them, and works as
 * long at it as at programs. The same name, version and size give the same bytes.
 *
 * <p>Like machine code they are frequent short patterns with immediate values in between, passages
 * that come again, and padding.
 */
final class ProgramLikeData {

  private static final int PATTERNS = 1024;
  private static final int LONGEST_PATTERN = 12;
  private static final byte[][] PATTERN = patterns();

  private ProgramLikeData() {}

  static byte[] of(String name, String version, int size) {
    Dice dice = new Dice(seed(name + "|" + version));
    byte[] bytes = new byte[size];
    byte[] head = ("MZ synthetic " + name + "\r\n").getBytes(StandardCharsets.UTF_8);
    int at = Math.min(head.length, size);
    System.arraycopy(head, 0, bytes, 0, at);
    while (at < size) {
      int kind = dice.below(100);
      if (kind < 62) {
        double skew = dice.below(1 << 16) / (double) (1 << 16);
        byte[] pattern = PATTERN[(int) (PATTERNS * skew * skew * skew)];
        at = copy(pattern, 0, pattern.length, bytes, at);
      } else if (kind < 96) {
        int length = 1 + dice.below(3);
        for (int i = 0; i < length && at < size; i++) {
          bytes[at++] = (byte) dice.below(256);
        }
      } else if (kind < 98 && at > 512) {
        int length = 16 + dice.below(128);
        at = copy(bytes, dice.below(at - 256), length, bytes, at);
      } else {
        at += dice.below(24); // zeros
      }
    }
    return bytes;
  }

  /** Contents that no compression makes smaller. */
  static byte[] incompressible(String name, int size) {
    Dice dice = new Dice(seed(name));
    ByteBuffer bytes = ByteBuffer.allocate(size + Long.BYTES);
    while (bytes.position() < size) {
      bytes.putLong(dice.next());
    }
    byte[] exact = new byte[size];
    bytes.get(0, exact);
    return exact;
  }

  private static int copy(byte[] from, int start, int length, byte[] to, int at) {
    int count = Math.min(length, Math.min(to.length - at, from.length - start));
    System.arraycopy(from, start, to, at, count);
    return at + count;
  }

  private static byte[][] patterns() {
    Dice dice = new Dice(seed("patterns"));
    byte[][] patterns = new byte[PATTERNS][];
    for (int i = 0; i < PATTERNS; i++) {
      patterns[i] = new byte[2 + dice.below(LONGEST_PATTERN - 1)];
      for (int j = 0; j < patterns[i].length; j++) {
        patterns[i][j] = (byte) Math.min(dice.below(256), dice.below(256));
      }
    }
    return patterns;
  }

  private static long seed(String text) {
    return ByteBuffer.wrap(Digests.of("SHA-256", text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** xorshift64*: quick, and the same on every Java. */
  private static final class Dice {
    private long state;

    Dice(long seed) {
      state = seed == 0 ? 1 : seed;
    }

    long next() {
      state ^= state >>> 12;
      state ^= state << 25;
      state ^= state >>> 27;
      return state * 0x2545F4914F6CDD1DL;
    }

    int below(int bound) {
      return (int) ((next() >>> 33) % bound);
    }
  }
}
