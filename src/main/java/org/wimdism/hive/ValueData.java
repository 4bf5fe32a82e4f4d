package org.wimdism.hive;

import java.util.Arrays;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * The data of a value outside of its record: one cell, or for large data a "big data" record, of
 * type {@code db}, with a list of segments.
 */
final class ValueData {

  private static final String BIG = "db";

  /** Larger data is cut into segments of this size. */
  private static final int SEGMENT = 16_344;

  /** libhivex takes the last bytes of a segment's cell for unused, as they are in full ones. */
  private static final int UNUSED = 4;

  private static final int BIG_SINCE_MINOR_VERSION = 4;

  /** The largest value of hives without big data records. */
  private static final int LARGEST_CELL = 1 << 20;

  private static final int BIG_SIZE = 12;
  private static final int COUNT_AT = 2;
  private static final int LIST_AT = 4;
  private static final int LARGEST_COUNT = 0xffff;

  private ValueData() {}

  /** Whether the hive can hold data of that length. */
  static void requireRoomFor(HiveFile file, Value value) {
    long largest = hasBig(file) ? (long) SEGMENT * LARGEST_COUNT : LARGEST_CELL;
    if (value.data().length > largest) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry value "
              + value.name()
              + " has "
              + value.data().length
              + " bytes. This hive holds values of up to "
              + largest
              + " bytes only.");
    }
  }

  static int write(HiveFile file, FreeSpace space, byte[] data) {
    if (data.length <= SEGMENT || !hasBig(file)) {
      return writeCell(space, data, 0);
    }
    int count = (data.length + SEGMENT - 1) / SEGMENT;
    Cell list = space.allocate(Integer.BYTES * count);
    for (int i = 0; i < count; i++) {
      int end = Math.min(data.length, SEGMENT * (i + 1));
      list.putInt(
          Integer.BYTES * i, writeCell(space, Arrays.copyOfRange(data, SEGMENT * i, end), UNUSED));
    }
    Cell big = space.allocate(BIG_SIZE);
    big.putSignature(BIG);
    big.putUint16(COUNT_AT, count);
    big.putInt(LIST_AT, list.at());
    return big.at();
  }

  static byte[] read(HiveFile file, int at, int length) {
    Cell cell = file.cell(at);
    // Other programs write large data into one cell, too: only its size tells.
    if (length <= cell.size()) {
      return cell.getBytes(0, length);
    }
    cell.require(BIG);
    if (length > file.length()) {
      throw file.damaged("a value is larger than the hive");
    }
    Cell list = file.cell(cell.getInt(LIST_AT));
    byte[] data = new byte[length];
    int filled = 0;
    for (int i = 0; i < cell.getUint16(COUNT_AT); i++) {
      int part = Math.min(SEGMENT, length - filled);
      byte[] segment = file.cell(list.getInt(Integer.BYTES * i)).getBytes(0, part);
      System.arraycopy(segment, 0, data, filled, part);
      filled += part;
    }
    if (filled < length) {
      throw file.damaged("a value is shorter than it says");
    }
    return data;
  }

  static void free(HiveFile file, int at, int length) {
    Cell cell = file.cell(at);
    if (length > cell.size()) {
      cell.require(BIG);
      Cell list = file.cell(cell.getInt(LIST_AT));
      for (int i = 0; i < cell.getUint16(COUNT_AT); i++) {
        file.cell(list.getInt(Integer.BYTES * i)).free();
      }
      list.free();
    }
    cell.free();
  }

  private static int writeCell(FreeSpace space, byte[] data, int unused) {
    Cell cell = space.allocate(data.length + unused);
    cell.putBytes(0, data);
    return cell.at();
  }

  private static boolean hasBig(HiveFile file) {
    return file.base().minorVersion() >= BIG_SINCE_MINOR_VERSION;
  }
}
