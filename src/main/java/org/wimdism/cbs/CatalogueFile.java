package org.wimdism.cbs;

import java.util.HexFormat;

/**
 * A security catalogue ({@code .cat}). Its signature is not checked, only whether it is about the
 * manifest it lies beside.
 */
record CatalogueFile(byte[] bytes) {

  private static final int SEQUENCE = 0x30;
  private static final int LONG_LENGTH = 0x80;

  /** The object identifier of PKCS#7 signed data, which every catalogue begins with. */
  private static final byte[] SIGNED_DATA = HexFormat.of().parseHex("06092a864886f70d010702");

  /** Whether it has a catalogue's form: signed data as long as the file. */
  boolean readable() {
    if (bytes.length < 2 || (bytes[0] & 0xff) != SEQUENCE) {
      return false;
    }
    int first = bytes[1] & 0xff;
    int lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
    if (lengthBytes > 4 || bytes.length < 2 + lengthBytes + SIGNED_DATA.length) {
      return false;
    }
    long length = lengthBytes == 0 ? first : 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | bytes[2 + i] & 0xff;
    }
    return 2 + lengthBytes + length <= bytes.length && startsAt(2 + lengthBytes, SIGNED_DATA);
  }

  /** Whether it holds the file's SHA-256 or SHA-1. */
  boolean names(byte[] file) {
    return contains(Digests.of("SHA-256", file)) || contains(Digests.of("SHA-1", file));
  }

  private boolean contains(byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      if (startsAt(at, wanted)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(int at, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (at + i >= bytes.length || bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
