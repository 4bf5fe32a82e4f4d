package org.wimdism.hive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a hive with nothing but its root key: a base block and one bin. */
public final class EmptyHive {

  private static final int BLOCK = 4096;

  /** Of Windows XP and later. */
  private static final int MINOR_VERSION = 5;

  private static final int NONE = -1;
  private static final String ROOT_NAME = "ROOT";

  /** Offsets of cells count from the first bin; the root key follows the bin's header. */
  private static final int ROOT_CELL = 32;

  /** A key cell is 4 bytes of length, 76 of record, and its name, rounded up to 8. */
  private static final int ROOT_CELL_SIZE = 88;

  private static final int COMPRESSED_NAME_ROOT_KEY = 0x2c;

  /** The root key's security: new keys take it over. Length, 20 bytes of record, descriptor. */
  private static final int SECURITY_CELL = ROOT_CELL + ROOT_CELL_SIZE;

  private static final int SECURITY_CELL_SIZE = 48;
  private static final int DESCRIPTOR_SIZE = 20;

  /** A descriptor in one piece, without owner and without any restriction. */
  private static final short SELF_RELATIVE = (short) 0x8000;

  private static final int FREE_CELL = SECURITY_CELL + SECURITY_CELL_SIZE;

  private EmptyHive() {}

  public static void create(Path file) throws IOException {
    ByteBuffer hive = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    hive.put(0, BaseBlock.create(MINOR_VERSION, ROOT_CELL, BLOCK).bytes(), 0, BLOCK);
    hive.put(BLOCK, "hbin".getBytes(StandardCharsets.US_ASCII));
    hive.putInt(BLOCK + 8, BLOCK);
    rootKey(hive, BLOCK + ROOT_CELL);
    security(hive, BLOCK + SECURITY_CELL);
    // A positive length marks the rest of the bin as free.
    hive.putInt(BLOCK + FREE_CELL, BLOCK - FREE_CELL);
    Files.write(file, hive.array());
  }

  private static void rootKey(ByteBuffer hive, int cell) {
    hive.putInt(cell, -ROOT_CELL_SIZE);
    int key = cell + 4;
    hive.put(key, "nk".getBytes(StandardCharsets.US_ASCII));
    hive.putShort(key + 2, (short) COMPRESSED_NAME_ROOT_KEY);
    hive.putInt(key + 16, NONE);
    for (int at : new int[] {28, 32, 40, 48}) {
      hive.putInt(key + at, NONE);
    }
    hive.putInt(key + 44, SECURITY_CELL);
    hive.putShort(key + 72, (short) ROOT_NAME.length());
    hive.put(key + 76, ROOT_NAME.getBytes(StandardCharsets.US_ASCII));
  }

  private static void security(ByteBuffer hive, int cell) {
    hive.putInt(cell, -SECURITY_CELL_SIZE);
    int record = cell + 4;
    hive.put(record, "sk".getBytes(StandardCharsets.US_ASCII));
    hive.putInt(record + 4, SECURITY_CELL);
    hive.putInt(record + 8, SECURITY_CELL);
    hive.putInt(record + 12, 1);
    hive.putInt(record + 16, DESCRIPTOR_SIZE);
    hive.put(record + 20, (byte) 1);
    hive.putShort(record + 22, SELF_RELATIVE);
  }
}
