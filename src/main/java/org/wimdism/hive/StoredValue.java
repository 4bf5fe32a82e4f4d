package org.wimdism.hive;

/** A value of a key: one in the hive, whose data is read when it is asked for, or a new one. */
final class StoredValue {

  private final HiveFile file;
  private final String name;
  private int cell;

  /** Null when the value is in the hive. */
  private Value fresh;

  private StoredValue(HiveFile file, String name, int cell, Value fresh) {
    this.file = file;
    this.name = name;
    this.cell = cell;
    this.fresh = fresh;
  }

  static StoredValue inHive(HiveFile file, int cell) {
    return new StoredValue(file, ValueCell.at(file, cell).name(), cell, null);
  }

  static StoredValue fresh(HiveFile file, Value value) {
    return new StoredValue(file, value.name(), Cell.NONE, value);
  }

  String name() {
    return name;
  }

  /** {@link Cell#NONE} for a new value. */
  int cell() {
    return cell;
  }

  int length() {
    return fresh != null ? fresh.data().length : ValueCell.at(file, cell).length();
  }

  Value value() {
    if (fresh != null) {
      return fresh;
    }
    ValueCell stored = ValueCell.at(file, cell);
    return new Value(name, stored.type(), stored.data());
  }

  /** Writes a new value into the hive. */
  void place(FreeSpace space) {
    if (fresh != null) {
      cell = ValueCell.create(file, space, fresh).at();
      fresh = null;
    }
  }
}
