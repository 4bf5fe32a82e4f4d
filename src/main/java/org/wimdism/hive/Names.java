package org.wimdism.hive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The names of keys and values: how they compare, and how a hive stores them. */
final class Names {

  private static final int LARGEST_LATIN_1 = 0xff;
  private static final int HASH_FACTOR = 37;
  private static final int HINT_LENGTH = 4;

  private Names() {}

  /** The name in the form by which the registry compares and sorts, code unit by code unit. */
  static String folded(String name) {
    char[] folded = name.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = upperCase(folded[i]);
    }
    return new String(folded);
  }

  /** The hash of a folded name in a list of keys of type {@code lh}. */
  static int hash(String folded) {
    int hash = 0;
    for (int i = 0; i < folded.length(); i++) {
      hash = hash * HASH_FACTOR + folded.charAt(i);
    }
    return hash;
  }

  /** The name's begin in a list of keys of type {@code lf}; 0, no hint, outside of Latin-1. */
  static int hint(String name) {
    int hint = 0;
    for (int i = 0; i < Math.min(HINT_LENGTH, name.length()); i++) {
      if (name.charAt(i) > LARGEST_LATIN_1) {
        return 0;
      }
      hint |= name.charAt(i) << Byte.SIZE * i;
    }
    return hint;
  }

  /** Whether the name is stored "compressed", with one byte for each character. */
  static boolean isLatin1(String name) {
    return name.chars().allMatch(c -> c <= LARGEST_LATIN_1);
  }

  static byte[] encode(String name) {
    if (isLatin1(name)) {
      return name.getBytes(StandardCharsets.ISO_8859_1);
    }
    // Not through a charset: it would replace surrogates without partner, which the registry
    // allows.
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * name.length());
    bytes.order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(name);
    return bytes.array();
  }

  static String decode(byte[] bytes, boolean latin1) {
    return latin1
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().toString();
  }

  /** Windows' table has one-to-one pairs only: µ, ı and ς are not the small forms of Μ, I and Σ. */
  private static char upperCase(char c) {
    if (c < 'a') {
      return c;
    }
    char upper = Character.toUpperCase(c);
    return Character.toLowerCase(upper) == c ? upper : c;
  }
}
