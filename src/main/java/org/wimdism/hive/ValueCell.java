package org.wimdism.hive;

/** A value's record, of type {@code vk}, with its data. */
final class ValueCell {

  private static final String SIGNATURE = "vk";
  private static final int FIXED_SIZE = 20;
  private static final int COMPRESSED_NAME = 1;

  private static final int NAME_LENGTH_AT = 2;
  private static final int DATA_LENGTH_AT = 4;
  private static final int DATA_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int FLAGS_AT = 16;
  private static final int NAME_AT = 20;

  /** Set in the length when the record holds the data itself, where its offset would be. */
  private static final int INLINE = 0x8000_0000;

  private final Cell cell;

  private ValueCell(Cell cell) {
    this.cell = cell;
  }

  static ValueCell at(HiveFile file, int at) {
    return new ValueCell(file.cell(at).require(SIGNATURE));
  }

  static ValueCell create(HiveFile file, FreeSpace space, Value value) {
    byte[] name = Names.encode(value.name());
    Cell cell = space.allocate(FIXED_SIZE + name.length);
    cell.putSignature(SIGNATURE);
    cell.putUint16(NAME_LENGTH_AT, name.length);
    cell.putInt(TYPE_AT, value.type());
    // The default value, the one without a name, has no flag.
    boolean compressed = !value.name().isEmpty() && Names.isLatin1(value.name());
    cell.putUint16(FLAGS_AT, compressed ? COMPRESSED_NAME : 0);
    cell.putBytes(NAME_AT, name);
    byte[] data = value.data();
    if (data.length <= Integer.BYTES) {
      cell.putInt(DATA_LENGTH_AT, data.length | INLINE);
      cell.putBytes(DATA_AT, data);
    } else {
      cell.putInt(DATA_LENGTH_AT, data.length);
      cell.putInt(DATA_AT, ValueData.write(file, space, data));
    }
    return new ValueCell(cell);
  }

  int at() {
    return cell.at();
  }

  String name() {
    boolean latin1 = (cell.getUint16(FLAGS_AT) & COMPRESSED_NAME) != 0;
    return Names.decode(cell.getBytes(NAME_AT, cell.getUint16(NAME_LENGTH_AT)), latin1);
  }

  int type() {
    return cell.getInt(TYPE_AT);
  }

  /** Bytes of data. */
  int length() {
    int length = cell.getInt(DATA_LENGTH_AT) & ~INLINE;
    if (isInline() && length > Integer.BYTES) {
      throw cell.file().damaged("a value holds more data than there is room in its record");
    }
    return length;
  }

  byte[] data() {
    if (isInline()) {
      return cell.getBytes(DATA_AT, length());
    }
    return length() == 0
        ? new byte[0]
        : ValueData.read(cell.file(), cell.getInt(DATA_AT), length());
  }

  void free() {
    if (!isInline() && length() > 0) {
      ValueData.free(cell.file(), cell.getInt(DATA_AT), length());
    }
    cell.free();
  }

  private boolean isInline() {
    return (cell.getInt(DATA_LENGTH_AT) & INLINE) != 0;
  }
}
