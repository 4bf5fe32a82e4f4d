package org.wimdism.hive;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The list of a key's subkeys: one leaf of type {@code lf}, {@code lh} or {@code li}, or an index
 * of type {@code ri} over several.
 */
final class SubkeyList {

  private static final String HINTED_LEAF = "lf";
  private static final String HASHED_LEAF = "lh";
  private static final String PLAIN_LEAF = "li";
  private static final String INDEX = "ri";

  /** Hives of lower minor versions have hints, not hashes. */
  private static final int HASHES_SINCE = 5;

  private static final int COUNT_AT = 2;
  private static final int ENTRIES_AT = 4;
  private static final int ENTRY_SIZE = 2 * Integer.BYTES;

  /** With so many entries a leaf fits into a bin of one page, as those that Windows writes. */
  private static final int LEAF_LIMIT = 500;

  private static final int INDEX_LIMIT = 0xffff;

  /** No key needs less space than this. */
  private static final int SMALLEST_KEY = 80;

  private SubkeyList() {}

  /**
   * The subkeys in the order of the list.
   *
   * @throws org.wimdism.ServicingError also for a subkey that belongs to another key: keys that
   *     contain themselves would never end
   */
  static List<KeyCell> read(KeyCell key) {
    HiveFile file = key.file();
    int count = key.subkeyCount();
    if (count < 0 || count > file.length() / SMALLEST_KEY) {
      throw file.damaged("a key counts more subkeys than the hive has room for");
    }
    List<KeyCell> subkeys = new ArrayList<>(count);
    for (Cell leaf : leaves(key)) {
      int step = leaf.is(PLAIN_LEAF) ? Integer.BYTES : ENTRY_SIZE;
      int entries = leaf.getUint16(COUNT_AT);
      if (entries > count - subkeys.size()) {
        throw file.damaged("a key has more subkeys than it counts");
      }
      for (int i = 0; i < entries; i++) {
        subkeys.add(subkey(key, leaf.getInt(ENTRIES_AT + step * i)));
      }
    }
    if (subkeys.size() < count) {
      throw file.damaged("a key has fewer subkeys than it counts");
    }
    return subkeys;
  }

  static void free(KeyCell key) {
    if (key.subkeyCount() != 0) {
      Cell top = key.file().cell(key.subkeyList());
      List<Cell> leaves = leaves(key);
      if (top.is(INDEX)) {
        top.free();
      }
      leaves.forEach(leaf -> key.file().cell(leaf.at()).free());
    }
  }

  /** Writes the list of keys, which are given by their folded names, and returns its cell. */
  static int write(HiveFile file, FreeSpace space, SortedMap<String, KeyNode> sorted) {
    if (sorted.isEmpty()) {
      return Cell.NONE;
    }
    int leafCount = (sorted.size() + LEAF_LIMIT - 1) / LEAF_LIMIT;
    boolean hashed = file.base().minorVersion() >= HASHES_SINCE;
    Iterator<Map.Entry<String, KeyNode>> keys = sorted.entrySet().iterator();
    if (leafCount == 1) {
      return writeLeaf(space, keys, sorted.size(), hashed);
    }
    if (leafCount > INDEX_LIMIT) {
      throw new IllegalStateException("a hive has no room for so many keys: " + sorted.size());
    }
    Cell index = space.allocate(ENTRIES_AT + Integer.BYTES * leafCount);
    index.putSignature(INDEX);
    index.putUint16(COUNT_AT, leafCount);
    int left = sorted.size();
    for (int i = 0; i < leafCount; i++) {
      int entries = Math.min(left, LEAF_LIMIT);
      index.putInt(ENTRIES_AT + Integer.BYTES * i, writeLeaf(space, keys, entries, hashed));
      left -= entries;
    }
    return index.at();
  }

  private static int writeLeaf(
      FreeSpace space, Iterator<Map.Entry<String, KeyNode>> keys, int count, boolean hashed) {
    Cell leaf = space.allocate(ENTRIES_AT + ENTRY_SIZE * count);
    leaf.putSignature(hashed ? HASHED_LEAF : HINTED_LEAF);
    leaf.putUint16(COUNT_AT, count);
    for (int i = 0; i < count; i++) {
      Map.Entry<String, KeyNode> key = keys.next();
      int at = ENTRIES_AT + ENTRY_SIZE * i;
      leaf.putInt(at, key.getValue().cell());
      leaf.putInt(
          at + Integer.BYTES,
          hashed ? Names.hash(key.getKey()) : Names.hint(key.getValue().name()));
    }
    return leaf.at();
  }

  private static KeyCell subkey(KeyCell key, int at) {
    KeyCell subkey = KeyCell.at(key.file(), at);
    if (subkey.parent() != key.at() || at == key.file().base().root()) {
      throw key.file().damaged("a key is listed below another one than its own parent");
    }
    return subkey;
  }

  private static List<Cell> leaves(KeyCell key) {
    if (key.subkeyCount() == 0) {
      return List.of();
    }
    Cell top = key.file().cell(key.subkeyList());
    if (!top.is(INDEX)) {
      return List.of(requireLeaf(top));
    }
    List<Cell> leaves = new ArrayList<>();
    for (int i = 0; i < top.getUint16(COUNT_AT); i++) {
      leaves.add(requireLeaf(key.file().cell(top.getInt(ENTRIES_AT + Integer.BYTES * i))));
    }
    return leaves;
  }

  private static Cell requireLeaf(Cell cell) {
    return cell.is(HASHED_LEAF) || cell.is(HINTED_LEAF) ? cell : cell.require(PLAIN_LEAF);
  }
}
