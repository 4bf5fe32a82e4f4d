package org.wimdism.hive;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * A key as it will be after the next commit. What lies below it is read when it is asked for.
 *
 * <p>Keys are found by their names only, never by the order or the hashes of the lists in the hive:
 * libhivex sorts and hashes names outside ASCII in its own way.
 */
final class KeyNode {

  /** Windows' limits. */
  private static final int LONGEST_KEY_NAME = 255;

  private static final int LONGEST_VALUE_NAME = 16_383;
  private static final int DEEPEST = 512;

  private final HiveTree tree;
  private final KeyNode parent;
  private final String name;
  private int cell;
  private boolean deleted;

  /** By folded names; null until they are asked for. */
  private TreeMap<String, KeyNode> subkeys;

  private Map<String, StoredValue> values;

  /** Null when nothing was changed since the last commit. */
  private KeyChanges changes;

  private KeyNode(HiveTree tree, KeyNode parent, String name, int cell) {
    this.tree = tree;
    this.parent = parent;
    this.name = name;
    this.cell = cell;
  }

  static KeyNode root(HiveTree tree) {
    KeyCell root = KeyCell.at(tree.file(), tree.file().base().root());
    return new KeyNode(tree, null, root.name(), root.at());
  }

  String name() {
    return name;
  }

  /** Null for the root. */
  KeyNode parent() {
    return parent;
  }

  /** {@link Cell#NONE} until a new key is written. */
  int cell() {
    return cell;
  }

  void placed(int at) {
    cell = at;
  }

  boolean isNew() {
    return cell == Cell.NONE;
  }

  /** Whether the key or one above it was deleted. */
  boolean isGone() {
    for (KeyNode each = this; each != null; each = each.parent) {
      if (each.deleted) {
        return true;
      }
    }
    return false;
  }

  /** By their folded names, sorted as the registry sorts them. */
  SortedMap<String, KeyNode> subkeys() {
    return loadedSubkeys();
  }

  Optional<KeyNode> subkey(String wanted) {
    return Optional.ofNullable(loadedSubkeys().get(Names.folded(wanted)));
  }

  KeyNode add(String newName) {
    if (newName.length() > LONGEST_KEY_NAME) {
      throw tooLong("key", newName, LONGEST_KEY_NAME);
    }
    if (depth() >= DEEPEST) {
      throw new ServicingError(
          ErrorCode.INVALID_DATA,
          "The registry key "
              + newName
              + " lies too deep: the registry has "
              + DEEPEST
              + " levels only.");
    }
    KeyNode key = new KeyNode(tree, this, newName, Cell.NONE);
    loadedSubkeys().put(Names.folded(newName), key);
    changes().subkeyAdded();
    key.changes();
    return key;
  }

  void delete(String unwanted) {
    KeyNode key = loadedSubkeys().remove(Names.folded(unwanted));
    if (key != null) {
      key.deleted = true;
      changes().subkeyDropped(key.cell);
    }
  }

  /** In the order of the hive. */
  Collection<StoredValue> values() {
    return loadedValues().values();
  }

  Optional<StoredValue> value(String wanted) {
    return Optional.ofNullable(loadedValues().get(Names.folded(wanted)));
  }

  /** Sets a value; one that is there keeps its place and the spelling of its name. */
  void set(Value value) {
    if (value.name().length() > LONGEST_VALUE_NAME) {
      throw tooLong("value", value.name(), LONGEST_VALUE_NAME);
    }
    ValueData.requireRoomFor(tree.file(), value);
    requireValuesAllowed();
    String folded = Names.folded(value.name());
    StoredValue old = loadedValues().get(folded);
    if (old != null && isSame(old.value(), value)) {
      return;
    }
    String spelling = old == null ? value.name() : old.name();
    Value kept = new Value(spelling, value.type(), value.data().clone());
    loadedValues().put(folded, StoredValue.fresh(tree.file(), kept));
    changes().valueSet();
    if (old != null) {
      changes().valueDropped(old.cell());
    }
  }

  void deleteValue(String unwanted) {
    StoredValue old = loadedValues().remove(Names.folded(unwanted));
    if (old != null) {
      changes().valueDropped(old.cell());
    }
  }

  /** Takes over what was changed since it was last called; null when that is nothing. */
  KeyChanges takeChanges() {
    KeyChanges taken = changes;
    changes = null;
    return taken;
  }

  private KeyChanges changes() {
    if (changes == null) {
      changes = new KeyChanges();
      tree.changed(this);
    }
    return changes;
  }

  private TreeMap<String, KeyNode> loadedSubkeys() {
    requireThere();
    if (subkeys == null) {
      TreeMap<String, KeyNode> loaded = new TreeMap<>();
      if (!isNew()) {
        for (KeyCell each : SubkeyList.read(KeyCell.at(tree.file(), cell))) {
          KeyNode key = new KeyNode(tree, this, each.name(), each.at());
          if (loaded.put(Names.folded(key.name), key) != null) {
            throw tree.file().damaged("it has two keys " + key.name + " at one place");
          }
        }
      }
      subkeys = loaded;
    }
    return subkeys;
  }

  private Map<String, StoredValue> loadedValues() {
    requireThere();
    if (values == null) {
      Map<String, StoredValue> loaded = new LinkedHashMap<>();
      if (!isNew()) {
        long size = 0;
        for (int each : ValueList.read(KeyCell.at(tree.file(), cell))) {
          StoredValue value = StoredValue.inHive(tree.file(), each);
          if (loaded.put(Names.folded(value.name()), value) != null) {
            throw tree.file().damaged("the key " + name + " has two values " + value.name());
          }
          size += value.length();
        }
        if (size > tree.file().length()) {
          throw tree.file().damaged("the values of the key " + name + " are larger than the hive");
        }
      }
      values = loaded;
    }
    return values;
  }

  private void requireThere() {
    if (isGone()) {
      throw new IllegalStateException("The key " + name + " was deleted.");
    }
  }

  private void requireValuesAllowed() {
    if (!isNew() && !KeyCell.at(tree.file(), cell).canHaveValues()) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry key " + name + " stands for a key of the running system: no value fits.");
    }
  }

  private int depth() {
    int depth = 0;
    for (KeyNode each = parent; each != null; each = each.parent) {
      depth++;
    }
    return depth;
  }

  private static boolean isSame(Value one, Value other) {
    return one.type() == other.type() && Arrays.equals(one.data(), other.data());
  }

  private static ServicingError tooLong(String what, String name, int limit) {
    return new ServicingError(
        ErrorCode.INVALID_DATA,
        "The name of the registry %s %s... is too long: the registry takes %d characters."
            .formatted(what, name.substring(0, 40), limit));
  }
}
