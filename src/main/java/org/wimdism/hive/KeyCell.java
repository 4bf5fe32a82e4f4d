package org.wimdism.hive;

import java.time.Instant;

/** A key's record, of type {@code nk}. */
final class KeyCell {

  private static final String SIGNATURE = "nk";
  private static final int FIXED_SIZE = 76;
  private static final int COMPRESSED_NAME = 0x20;

  /** The key stands for one of the running system's; its count of values is something else. */
  private static final int PREDEFINED_HANDLE = 0x40;

  private static final int FLAGS_AT = 2;
  private static final int TIME_AT = 4;
  private static final int PARENT_AT = 16;
  private static final int SUBKEY_COUNT_AT = 20;
  private static final int SUBKEY_LIST_AT = 28;
  private static final int VOLATILE_LIST_AT = 32;
  private static final int VALUE_COUNT_AT = 36;
  private static final int VALUE_LIST_AT = 40;
  private static final int SECURITY_AT = 44;
  private static final int CLASS_AT = 48;

  /** Two bytes; the two behind them belong to Windows' virtualisation of keys. */
  private static final int LONGEST_SUBKEY_NAME_AT = 52;

  private static final int LONGEST_VALUE_NAME_AT = 60;
  private static final int LARGEST_VALUE_AT = 64;
  private static final int NAME_LENGTH_AT = 72;
  private static final int CLASS_LENGTH_AT = 74;
  private static final int NAME_AT = 76;

  private final Cell cell;

  private KeyCell(Cell cell) {
    this.cell = cell;
  }

  static KeyCell at(HiveFile file, int at) {
    return new KeyCell(file.cell(at).require(SIGNATURE));
  }

  /** A key without subkeys and values. */
  static KeyCell create(FreeSpace space, String name, int parent, int security) {
    byte[] bytes = Names.encode(name);
    Cell cell = space.allocate(FIXED_SIZE + bytes.length);
    cell.putSignature(SIGNATURE);
    cell.putUint16(FLAGS_AT, Names.isLatin1(name) ? COMPRESSED_NAME : 0);
    cell.putInt(PARENT_AT, parent);
    cell.putInt(SUBKEY_LIST_AT, Cell.NONE);
    cell.putInt(VOLATILE_LIST_AT, Cell.NONE);
    cell.putInt(VALUE_LIST_AT, Cell.NONE);
    cell.putInt(SECURITY_AT, security);
    cell.putInt(CLASS_AT, Cell.NONE);
    cell.putUint16(NAME_LENGTH_AT, bytes.length);
    cell.putBytes(NAME_AT, bytes);
    return new KeyCell(cell);
  }

  HiveFile file() {
    return cell.file();
  }

  int at() {
    return cell.at();
  }

  String name() {
    return Names.decode(
        cell.getBytes(NAME_AT, cell.getUint16(NAME_LENGTH_AT)), hasFlag(COMPRESSED_NAME));
  }

  int parent() {
    return cell.getInt(PARENT_AT);
  }

  int subkeyCount() {
    return cell.getInt(SUBKEY_COUNT_AT);
  }

  /** Means nothing where the count is 0. */
  int subkeyList() {
    return cell.getInt(SUBKEY_LIST_AT);
  }

  int valueCount() {
    return canHaveValues() ? cell.getInt(VALUE_COUNT_AT) : 0;
  }

  boolean canHaveValues() {
    return !hasFlag(PREDEFINED_HANDLE);
  }

  /** Means nothing where the count is 0. */
  int valueList() {
    return cell.getInt(VALUE_LIST_AT);
  }

  int security() {
    return cell.getInt(SECURITY_AT);
  }

  void setTime(Instant time) {
    cell.putLong(TIME_AT, FileTime.of(time));
  }

  /**
   * Sets the list of subkeys.
   *
   * @param longestName in UTF-16 code units
   */
  void setSubkeys(int count, int list, int longestName) {
    cell.putInt(SUBKEY_COUNT_AT, count);
    cell.putInt(SUBKEY_LIST_AT, list);
    cell.putUint16(LONGEST_SUBKEY_NAME_AT, longestName * Character.BYTES);
  }

  /**
   * Sets the list of values.
   *
   * @param longestName in UTF-16 code units
   * @param largest in bytes
   */
  void setValues(int count, int list, int longestName, int largest) {
    cell.putInt(VALUE_COUNT_AT, count);
    cell.putInt(VALUE_LIST_AT, list);
    cell.putInt(LONGEST_VALUE_NAME_AT, longestName * Character.BYTES);
    cell.putInt(LARGEST_VALUE_AT, largest);
  }

  /** Frees the record and the name of its class; subkeys, values and security are other's. */
  void free() {
    if (cell.getUint16(CLASS_LENGTH_AT) > 0) {
      cell.file().cell(cell.getInt(CLASS_AT)).free();
    }
    cell.free();
  }

  private boolean hasFlag(int flag) {
    return (cell.getUint16(FLAGS_AT) & flag) != 0;
  }
}
