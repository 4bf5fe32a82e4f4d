package org.wimdism.hive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.wimdism.ServicingError;

/**
 * A cell in use, the unit of a hive's space. Offsets count from behind its length field.
 *
 * <p>Reading beyond its end is a {@link ServicingError}: the hive is damaged.
 */
final class Cell {

  /** The length field in front of the content; negative in a cell in use. */
  static final int HEADER = 4;

  /** Cells begin at and are multiples of this. */
  static final int UNIT = 8;

  /** The offset that refers to nothing. */
  static final int NONE = -1;

  private final HiveFile file;
  private final int at;
  private final int size;

  Cell(HiveFile file, int at, int size) {
    this.file = file;
    this.at = at;
    this.size = size;
  }

  HiveFile file() {
    return file;
  }

  /** Where the cell lies, as other cells refer to it. */
  int at() {
    return at;
  }

  /** Bytes of content, with the unused ones at the end. */
  int size() {
    return size;
  }

  boolean is(String signature) {
    return getUint16(0) == (signature.charAt(0) | signature.charAt(1) << Byte.SIZE);
  }

  Cell require(String signature) {
    if (!is(signature)) {
      throw file.damaged("a record of type " + signature + " is not where it should be");
    }
    return this;
  }

  int getInt(int offset) {
    return file.getInt(position(offset, Integer.BYTES));
  }

  int getUint16(int offset) {
    return Short.toUnsignedInt(file.getShort(position(offset, Short.BYTES)));
  }

  byte[] getBytes(int offset, int count) {
    return file.getBytes(position(offset, count), count);
  }

  void putBytes(int offset, byte[] bytes) {
    file.putBytes(position(offset, bytes.length), bytes);
  }

  void putSignature(String signature) {
    putBytes(0, signature.getBytes(StandardCharsets.US_ASCII));
  }

  void putInt(int offset, int number) {
    file.putInt(position(offset, Integer.BYTES), number);
  }

  void putUint16(int offset, int number) {
    putBytes(offset, littleEndian(Short.BYTES).putShort((short) number).array());
  }

  void putLong(int offset, long number) {
    putBytes(offset, littleEndian(Long.BYTES).putLong(number).array());
  }

  /** Gives the space back; whoever refers to the cell afterwards finds the hive damaged. */
  void free() {
    file.putInt(at, size + HEADER);
  }

  private int position(int offset, int count) {
    if (offset < 0 || count < 0 || count > size - offset) {
      throw file.damaged("a record is longer than its cell");
    }
    return at + HEADER + offset;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
