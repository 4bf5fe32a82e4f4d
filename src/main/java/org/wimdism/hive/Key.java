package org.wimdism.hive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key of an open {@link Hive}. It is good until the key is deleted or the hive is closed. */
public final class Key {

  private final Hive hive;
  private final KeyNode node;

  Key(Hive hive, KeyNode node) {
    this.hive = hive;
    this.node = node;
  }

  public String name() {
    return node.name();
  }

  /** The keys below this one, sorted as the registry sorts them. */
  public List<Key> children() {
    hive.requireOpen();
    List<Key> children = new ArrayList<>();
    for (KeyNode child : node.subkeys().values()) {
      children.add(new Key(hive, child));
    }
    return children;
  }

  /** The key of this name, in any case. */
  public Optional<Key> child(String name) {
    hive.requireOpen();
    return node.subkey(name).map(child -> new Key(hive, child));
  }

  /** The key at a path such as {@code Microsoft\Windows NT\CurrentVersion}, in any case. */
  public Optional<Key> key(String path) {
    Key key = this;
    for (String name : names(path)) {
      Optional<Key> child = key.child(name);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      key = child.get();
    }
    return Optional.of(key);
  }

  /** The key at the path; what is missing of it is made. */
  public Key createPath(String path) {
    Key key = this;
    for (String name : names(path)) {
      Optional<Key> child = key.child(name);
      key = child.isPresent() ? child.get() : key.add(name);
    }
    return key;
  }

  public List<Value> values() {
    hive.requireOpen();
    return node.values().stream().map(StoredValue::value).toList();
  }

  /** The value of this name, in any case; the empty name is the key's default value. */
  public Optional<Value> value(String name) {
    hive.requireOpen();
    return node.value(name).map(StoredValue::value);
  }

  public void setString(String name, String text) {
    set(new Value(name, ValueType.STRING, terminated(text)));
  }

  public void setExpand(String name, String text) {
    set(new Value(name, ValueType.EXPAND_STRING, terminated(text)));
  }

  public void setMulti(String name, List<String> texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(text).append('\0');
    }
    set(new Value(name, ValueType.MULTI_STRING, terminated(all.toString())));
  }

  public void setDword(String name, int number) {
    set(new Value(name, ValueType.DWORD, littleEndian(Integer.BYTES).putInt(number).array()));
  }

  public void setQword(String name, long number) {
    set(new Value(name, ValueType.QWORD, littleEndian(Long.BYTES).putLong(number).array()));
  }

  public void setBinary(String name, byte[] data) {
    set(new Value(name, ValueType.BINARY, data));
  }

  /**
   * Sets the value; one of the same name, in any case, is replaced.
   *
   * @throws org.wimdism.ServicingError when the name or the data is longer than the hive can hold
   */
  public void set(Value value) {
    requireWritable();
    node.set(value);
  }

  /** Replaces all values of this key. */
  public void setAll(List<Value> values) {
    requireWritable();
    for (StoredValue old : List.copyOf(node.values())) {
      node.deleteValue(old.name());
    }
    values.forEach(node::set);
  }

  /** Deletes the value of this name, in any case; one that is not there is no error. */
  public void deleteValue(String name) {
    requireWritable();
    node.deleteValue(name);
  }

  /** Deletes the key of this name and everything below it; one that is not there is no error. */
  public void deleteKey(String name) {
    requireWritable();
    node.delete(name);
  }

  private Key add(String name) {
    requireWritable();
    return new Key(hive, node.add(name));
  }

  private void requireWritable() {
    hive.requireOpen();
    hive.requireWritable();
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("\\\\")) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
