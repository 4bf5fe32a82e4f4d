package org.wimdism.hive;

import java.util.ArrayList;
import java.util.List;

/** What a commit has to do for one key. */
final class KeyChanges {

  /** Cells of subkeys and values that are no longer listed. */
  private final List<Integer> droppedKeys = new ArrayList<>();

  private final List<Integer> droppedValues = new ArrayList<>();
  private boolean subkeys;
  private boolean values;

  void subkeyAdded() {
    subkeys = true;
  }

  void subkeyDropped(int cell) {
    subkeys = true;
    addUnlessNew(droppedKeys, cell);
  }

  void valueSet() {
    values = true;
  }

  void valueDropped(int cell) {
    values = true;
    addUnlessNew(droppedValues, cell);
  }

  boolean ofSubkeys() {
    return subkeys;
  }

  boolean ofValues() {
    return values;
  }

  List<Integer> droppedKeys() {
    return droppedKeys;
  }

  List<Integer> droppedValues() {
    return droppedValues;
  }

  private static void addUnlessNew(List<Integer> cells, int cell) {
    if (cell != Cell.NONE) {
      cells.add(cell);
    }
  }
}
