package org.wimdism.hive;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The keys of a hive, with the changes that are not yet in its file. */
final class HiveTree {

  private final HiveFile file;
  private final KeyNode root;
  private final Set<KeyNode> changed = new LinkedHashSet<>();

  HiveTree(HiveFile file) {
    this.file = file;
    this.root = KeyNode.root(this);
  }

  HiveFile file() {
    return file;
  }

  KeyNode root() {
    return root;
  }

  void changed(KeyNode key) {
    changed.add(key);
  }

  /**
   * Writes the changes; where there are none, the file stays as it is.
   *
   * <p>First everything that is no longer needed is freed, then everything new is written, each
   * list once. After an error the tree must not be used any more; the file is as it was.
   *
   * @param time what the changed keys are marked with
   */
  void commit(Instant time) {
    Map<KeyNode, KeyChanges> work = new LinkedHashMap<>();
    for (KeyNode key : changed) {
      KeyChanges changes = key.takeChanges();
      if (!key.isGone()) {
        work.put(key, changes);
      }
    }
    changed.clear();
    if (work.isEmpty()) {
      return;
    }
    work.forEach(this::release);
    FreeSpace space = new FreeSpace(file);
    // Parents were changed, at the latest, when their new subkeys were made, so they come first.
    work.keySet().forEach(key -> place(key, space));
    work.forEach((key, changes) -> write(key, changes, space, time));
    file.save(time);
  }

  private void release(KeyNode key, KeyChanges changes) {
    if (key.isNew()) {
      return;
    }
    KeyCell record = KeyCell.at(file, key.cell());
    if (changes.ofSubkeys()) {
      changes.droppedKeys().forEach(this::releaseTree);
      SubkeyList.free(record);
    }
    if (changes.ofValues()) {
      changes.droppedValues().forEach(value -> ValueCell.at(file, value).free());
      ValueList.free(record);
    }
  }

  /** Not by recursion: how deep the tree is, a damaged hive would decide. */
  private void releaseTree(int top) {
    Deque<Integer> todo = new ArrayDeque<>();
    todo.push(top);
    while (!todo.isEmpty()) {
      KeyCell key = KeyCell.at(file, todo.pop());
      SubkeyList.read(key).forEach(subkey -> todo.push(subkey.at()));
      SubkeyList.free(key);
      ValueList.read(key).forEach(value -> ValueCell.at(file, value).free());
      ValueList.free(key);
      Security.release(file, key.security());
      key.free();
    }
  }

  private void place(KeyNode key, FreeSpace space) {
    if (key.isNew()) {
      int security = KeyCell.at(file, key.parent().cell()).security();
      Security.retain(file, security);
      key.placed(KeyCell.create(space, key.name(), key.parent().cell(), security).at());
    }
  }

  private void write(KeyNode key, KeyChanges changes, FreeSpace space, Instant time) {
    KeyCell record = KeyCell.at(file, key.cell());
    record.setTime(time);
    if (changes.ofSubkeys()) {
      int list = SubkeyList.write(file, space, key.subkeys());
      int longest = key.subkeys().keySet().stream().mapToInt(String::length).max().orElse(0);
      record.setSubkeys(key.subkeys().size(), list, longest);
    }
    if (changes.ofValues()) {
      key.values().forEach(value -> value.place(space));
      int list = ValueList.write(space, key.values());
      int longest = key.values().stream().mapToInt(each -> each.name().length()).max().orElse(0);
      int largest = key.values().stream().mapToInt(StoredValue::length).max().orElse(0);
      record.setValues(key.values().size(), list, longest, largest);
    }
  }
}
