package org.wimdism.hive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The list of a key's values: their cells, and nothing else. */
final class ValueList {

  private ValueList() {}

  /** The cells of the values in the order of the list. */
  static List<Integer> read(KeyCell key) {
    int count = key.valueCount();
    if (count == 0) {
      return List.of();
    }
    HiveFile file = key.file();
    Cell list = file.cell(key.valueList());
    if (count < 0 || count > list.size() / Integer.BYTES) {
      throw file.damaged("a key counts more values than it lists");
    }
    List<Integer> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(list.getInt(Integer.BYTES * i));
    }
    return cells;
  }

  static void free(KeyCell key) {
    if (key.valueCount() != 0) {
      key.file().cell(key.valueList()).free();
    }
  }

  static int write(FreeSpace space, Collection<StoredValue> values) {
    if (values.isEmpty()) {
      return Cell.NONE;
    }
    Cell list = space.allocate(Integer.BYTES * values.size());
    int at = 0;
    for (StoredValue value : values) {
      list.putInt(at, value.cell());
      at += Integer.BYTES;
    }
    return list.at();
  }
}
