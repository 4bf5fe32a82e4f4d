package org.wimdism.hive;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** A key of an open {@link Hive}. It is good until the key is deleted or the hive is closed. */
public final class Key {

  /** Above this the registry needs "big data" records, which libhivex does not write. */
  private static final int LARGEST_VALUE = 16_344;

  /** {@code struct hive_set_value}: name, type, length, data, each in eight bytes (LP64). */
  private static final int SET_VALUE_SIZE = 32;

  private final Hive hive;
  private final long node;

  Key(Hive hive, long node) {
    this.hive = hive;
    this.node = node;
  }

  public String name() {
    return text(hive.check(LibHivex.hivex_node_name(hive.handle(), node), "read a key's name"));
  }

  public List<Key> children() {
    Pointer list =
        hive.check(LibHivex.hivex_node_children(hive.handle(), node), "list the keys below a key");
    List<Key> children = new ArrayList<>();
    for (long child : offsets(list)) {
      children.add(new Key(hive, child));
    }
    return children;
  }

  /** The key of this name, in any case. */
  public Optional<Key> child(String name) {
    if (isAscii(name)) {
      long child = LibHivex.hivex_node_get_child(hive.handle(), node, name);
      return child == 0 ? Optional.empty() : Optional.of(new Key(hive, child));
    }
    // libhivex compares names outside ASCII by case, the registry does not.
    for (Key child : children()) {
      if (child.name().equalsIgnoreCase(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
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
      key = child.isPresent() ? child.get() : key.addChild(name);
    }
    return key;
  }

  public List<Value> values() {
    Pointer list =
        hive.check(LibHivex.hivex_node_values(hive.handle(), node), "list the values of a key");
    List<Value> values = new ArrayList<>();
    for (long value : offsets(list)) {
      values.add(read(value));
    }
    return values;
  }

  /** The value of this name, in any case; the empty name is the key's default value. */
  public Optional<Value> value(String name) {
    for (Value value : values()) {
      if (value.name().equalsIgnoreCase(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
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

  /** Sets the value; one of the same name, in any case, is replaced. */
  public void set(Value value) {
    List<Value> all = values();
    if (all.stream().anyMatch(v -> v.name().equalsIgnoreCase(value.name()))) {
      all.replaceAll(v -> v.name().equalsIgnoreCase(value.name()) ? value : v);
      setAll(all);
    } else {
      hive.requireWritable();
      try (Memory struct = new Memory(SET_VALUE_SIZE);
          Memory name = utf8(value.name());
          Memory data = bytes(value)) {
        fill(struct, 0, value, name, data);
        hive.check(LibHivex.hivex_node_set_value(hive.handle(), node, struct, 0), "set a value");
      }
    }
  }

  /** Replaces all values of this key. */
  public void setAll(List<Value> values) {
    hive.requireWritable();
    List<Memory> kept = new ArrayList<>();
    try (Memory structs = new Memory((long) SET_VALUE_SIZE * Math.max(1, values.size()))) {
      for (int i = 0; i < values.size(); i++) {
        Memory name = utf8(values.get(i).name());
        Memory data = bytes(values.get(i));
        kept.add(name);
        kept.add(data);
        fill(structs, (long) SET_VALUE_SIZE * i, values.get(i), name, data);
      }
      hive.check(
          LibHivex.hivex_node_set_values(hive.handle(), node, values.size(), structs, 0),
          "set the values of a key");
    } finally {
      kept.forEach(Memory::close);
    }
  }

  public void deleteValue(String name) {
    List<Value> all = values();
    if (all.removeIf(v -> v.name().equalsIgnoreCase(name))) {
      setAll(all);
    }
  }

  /** Deletes the key of this name and everything below it; one that is not there is no error. */
  public void deleteKey(String name) {
    hive.requireWritable();
    child(name)
        .ifPresent(
            child ->
                hive.check(
                    LibHivex.hivex_node_delete_child(hive.handle(), child.node), "delete a key"));
  }

  private Key addChild(String name) {
    hive.requireWritable();
    long child = LibHivex.hivex_node_add_child(hive.handle(), node, name);
    if (child == 0) {
      throw hive.failure("add the key " + name);
    }
    return new Key(hive, child);
  }

  private Value read(long value) {
    try (Memory type = new Memory(Long.BYTES);
        Memory length = new Memory(Long.BYTES)) {
      Pointer name = hive.check(LibHivex.hivex_value_key(hive.handle(), value), "read a value");
      Pointer data =
          hive.check(
              LibHivex.hivex_value_value(hive.handle(), value, type, length), "read a value");
      byte[] bytes = data.getByteArray(0, Math.toIntExact(length.getLong(0)));
      Native.free(Pointer.nativeValue(data));
      return new Value(text(name), type.getInt(0), bytes);
    }
  }

  private void fill(Memory structs, long offset, Value value, Memory name, Memory data) {
    structs.setPointer(offset, name);
    structs.setInt(offset + 8, value.type());
    structs.setLong(offset + 16, value.data().length);
    structs.setPointer(offset + 24, data);
  }

  private Memory bytes(Value value) {
    byte[] data = value.data();
    if (data.length > LARGEST_VALUE) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry value "
              + value.name()
              + " has "
              + data.length
              + " bytes. wimdism writes values of up to "
              + LARGEST_VALUE
              + " bytes only.");
    }
    Memory memory = new Memory(Math.max(1, data.length));
    memory.write(0, data, 0, data.length);
    return memory;
  }

  private static Memory utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = new Memory(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    memory.setByte(bytes.length, (byte) 0);
    return memory;
  }

  private static String text(Pointer string) {
    String text = string.getString(0, "UTF-8");
    Native.free(Pointer.nativeValue(string));
    return text;
  }

  private static List<Long> offsets(Pointer list) {
    List<Long> offsets = new ArrayList<>();
    for (long at = 0; list.getLong(at) != 0; at += Long.BYTES) {
      offsets.add(list.getLong(at));
    }
    Native.free(Pointer.nativeValue(list));
    return offsets;
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

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
