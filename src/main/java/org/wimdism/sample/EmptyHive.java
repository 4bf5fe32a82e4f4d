package org.wimdism.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The smallest valid registry hive: a base block and one bin with the root key. */
final class EmptyHive {

  private static final int BLOCK = 0x1000;
  private static final int FIRST_CELL = 0x20;
  private static final int ROOT_NAME_AT = 76;
  private static final int ROOT_CELL = 0x58;
  private static final int SECURITY_CELL = 0x80;
  private static final int NONE = -1;
  private static final String ROOT_NAME = "ROOT";

  /** Owner: administrators; administrators and the system may do everything, also below. */
  private static final byte[] DESCRIPTOR =
      HexFormat.of()
          .parseHex(
              "01000480480000005800000000000000" // header: owner at 0x48, group at 0x58
                  + "14000000" // access list at 0x14
                  + "0200340002000000" // two entries
                  + "000214003f000f00010100000000000512000000" // system
                  + "000218003f000f0001020000000000052000000020020000" // administrators
                  + "01020000000000052000000020020000"
                  + "010100000000000512000000");

  private EmptyHive() {}

  static byte[] bytes() {
    ByteBuffer hive = ByteBuffer.allocate(2 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    baseBlock(hive);
    ByteBuffer bin = hive.slice(BLOCK, BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    bin.put(ascii("hbin")).putInt(0).putInt(BLOCK);
    rootKey(bin.slice(FIRST_CELL, ROOT_CELL).order(ByteOrder.LITTLE_ENDIAN));
    int security = FIRST_CELL + ROOT_CELL;
    security(bin.slice(security, SECURITY_CELL).order(ByteOrder.LITTLE_ENDIAN), security);
    int free = security + SECURITY_CELL;
    bin.putInt(free, BLOCK - free);
    return hive.array();
  }

  private static void baseBlock(ByteBuffer hive) {
    hive.put(ascii("regf")).putInt(1).putInt(1); // both sequence numbers: closed cleanly
    hive.putInt(20, 1).putInt(24, 5).putInt(28, 0).putInt(32, 1); // version 1.5, a primary file
    hive.putInt(36, FIRST_CELL).putInt(40, BLOCK).putInt(44, 1);
    int checksum = 0;
    for (int at = 0; at < 508; at += Integer.BYTES) {
      checksum ^= hive.getInt(at);
    }
    hive.putInt(508, checksum);
  }

  private static void rootKey(ByteBuffer cell) {
    cell.putInt(-ROOT_CELL).put(ascii("nk")).putShort((short) 0x2c); // root, not to be deleted
    cell.putInt(20, NONE).putInt(32, NONE).putInt(36, NONE).putInt(44, NONE);
    cell.putInt(48, FIRST_CELL + ROOT_CELL).putInt(52, NONE);
    cell.putShort(ROOT_NAME_AT, (short) ROOT_NAME.length());
    cell.put(ROOT_NAME_AT + 4, ascii(ROOT_NAME));
  }

  private static void security(ByteBuffer cell, int self) {
    cell.putInt(-SECURITY_CELL).put(ascii("sk")).putShort((short) 0);
    cell.putInt(self).putInt(self).putInt(1).putInt(DESCRIPTOR.length).put(DESCRIPTOR);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
