package org.wimdism.hive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The first 4,096 bytes of a hive file; everything behind them is bins. */
final class BaseBlock {

  static final int SIZE = 4096;

  private static final int SIGNATURE = signature();
  private static final int MAJOR_VERSION = 1;
  private static final int PRIMARY_FILE = 0;
  private static final int DIRECT_MEMORY_LOAD = 1;

  private static final int PRIMARY_SEQUENCE_AT = 4;
  private static final int SECONDARY_SEQUENCE_AT = 8;
  private static final int TIME_AT = 12;
  private static final int MAJOR_AT = 20;
  private static final int MINOR_AT = 24;
  private static final int TYPE_AT = 28;
  private static final int FORMAT_AT = 32;
  private static final int ROOT_AT = 36;
  private static final int LENGTH_AT = 40;
  private static final int CLUSTERING_AT = 44;
  private static final int CHECKSUM_AT = 508;

  private final ByteBuffer bytes;

  BaseBlock(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The block of a new hive. */
  static BaseBlock create(int minorVersion, int root, int length) {
    BaseBlock block = new BaseBlock(new byte[SIZE]);
    block.bytes.putInt(0, SIGNATURE);
    block.bytes.putInt(PRIMARY_SEQUENCE_AT, 1);
    block.bytes.putInt(SECONDARY_SEQUENCE_AT, 1);
    block.bytes.putInt(MAJOR_AT, MAJOR_VERSION);
    block.bytes.putInt(MINOR_AT, minorVersion);
    block.bytes.putInt(TYPE_AT, PRIMARY_FILE);
    block.bytes.putInt(FORMAT_AT, DIRECT_MEMORY_LOAD);
    block.bytes.putInt(ROOT_AT, root);
    block.bytes.putInt(LENGTH_AT, length);
    block.bytes.putInt(CLUSTERING_AT, 1);
    block.sign();
    return block;
  }

  /** What is wrong with the block, if anything is. */
  Optional<String> fault() {
    if (bytes.capacity() < SIZE || bytes.getInt(0) != SIGNATURE) {
      return Optional.of("it does not start as a hive does");
    }
    if (bytes.getInt(CHECKSUM_AT) != checksum()) {
      return Optional.of("the checksum of its header is wrong");
    }
    if (bytes.getInt(MAJOR_AT) != MAJOR_VERSION
        || bytes.getInt(TYPE_AT) != PRIMARY_FILE
        || bytes.getInt(FORMAT_AT) != DIRECT_MEMORY_LOAD) {
      return Optional.of("its header is none of a registry hive");
    }
    int length = length();
    if (length <= 0 || length % SIZE != 0 || length > Integer.MAX_VALUE - SIZE) {
      return Optional.of("its header gives a length that cannot be");
    }
    return Optional.empty();
  }

  int minorVersion() {
    return bytes.getInt(MINOR_AT);
  }

  /** The cell of the root key. */
  int root() {
    return bytes.getInt(ROOT_AT);
  }

  /** Bytes of all bins. */
  int length() {
    return bytes.getInt(LENGTH_AT);
  }

  /** False when changes may wait in the log files beside the hive. */
  boolean isClean() {
    return bytes.getInt(PRIMARY_SEQUENCE_AT) == bytes.getInt(SECONDARY_SEQUENCE_AT);
  }

  /** Marks the hive as being written. */
  void begin(Instant time) {
    bytes.putInt(PRIMARY_SEQUENCE_AT, bytes.getInt(PRIMARY_SEQUENCE_AT) + 1);
    bytes.putLong(TIME_AT, FileTime.of(time));
    sign();
  }

  /** Marks the hive as written. */
  void finish(int length) {
    bytes.putInt(LENGTH_AT, length);
    bytes.putInt(SECONDARY_SEQUENCE_AT, bytes.getInt(PRIMARY_SEQUENCE_AT));
    sign();
  }

  ByteBuffer bytes() {
    return bytes.duplicate().clear();
  }

  private void sign() {
    bytes.putInt(CHECKSUM_AT, checksum());
  }

  /** The exclusive or of the words before it; two results are reserved. */
  private int checksum() {
    int checksum = 0;
    for (int at = 0; at < CHECKSUM_AT; at += Integer.BYTES) {
      checksum ^= bytes.getInt(at);
    }
    return switch (checksum) {
      case 0 -> 1;
      case -1 -> -2;
      default -> checksum;
    };
  }

  private static int signature() {
    return ByteBuffer.wrap("regf".getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt();
  }
}
