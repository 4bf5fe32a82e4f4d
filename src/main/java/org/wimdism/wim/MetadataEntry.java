package org.wimdism.wim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file or folder as the metadata resource of a WIM describes it.
 *
 * <p>Fields in the order of {@code struct wim_dentry_on_disk} of libwim 1.13: length 0, attributes
 * 8, security_id 12, subdir_offset 16, creation_time 40, last_access_time 48, last_write_time 56,
 * main_hash 64, hard_link_group_id 88 (that of a reparse point is something else),
 * num_extra_streams 96, short_name_nbytes 98, name_nbytes 100, then both names in UTF-16 with a
 * zero behind each, then items of any other kind. Behind the entry lie its extra streams.
 */
final class MetadataEntry {

  static final int DIRECTORY = 0x10;
  static final int ARCHIVE = 0x20;
  static final int NOT_CONTENT_INDEXED = 0x2000;
  static final int COMPRESSED = 0x800;
  static final int NO_SECURITY = -1;

  /** Says that the main stream is something else than the plain content of the file. */
  private static final int SPECIAL_CONTENT = 0x400 | 0x4000;

  private static final int REPARSE_POINT = 0x400;

  private static final int LENGTH_AT = 0;
  private static final int ATTRIBUTES_AT = 8;
  private static final int SECURITY_AT = 12;
  private static final int CHILDREN_AT = 16;
  private static final int CREATED_AT = 40;
  private static final int ACCESSED_AT = 48;
  private static final int WRITTEN_AT = 56;
  private static final int HASH_AT = 64;
  private static final int GROUP_AT = 88;
  private static final int STREAMS_AT = 96;
  private static final int SHORT_NAME_AT = 98;
  private static final int NAME_AT = 100;
  private static final int NAMES = 102;
  private static final int HASH_LENGTH = 20;

  private final ByteBuffer bytes;
  private final List<byte[]> streams = new ArrayList<>(0);
  private final String name;
  private Map<String, MetadataEntry> children;

  private MetadataEntry(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.name =
        new String(
            bytes,
            NAMES,
            Short.toUnsignedInt(this.bytes.getShort(NAME_AT)),
            StandardCharsets.UTF_16LE);
  }

  /** A new entry that says nothing but its name. */
  static MetadataEntry named(String name) {
    byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
    ByteBuffer bytes =
        ByteBuffer.allocate(aligned(NAMES + utf16.length + Character.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(LENGTH_AT, bytes.capacity());
    bytes.putInt(SECURITY_AT, NO_SECURITY);
    bytes.putShort(NAME_AT, (short) utf16.length);
    bytes.put(NAMES, utf16);
    return new MetadataEntry(bytes.array());
  }

  /**
   * Reads the entry at the buffer's position, with its extra streams, and leaves the buffer behind
   * them.
   */
  static MetadataEntry read(ByteBuffer in) {
    MetadataEntry entry = new MetadataEntry(block(in));
    for (int i = Short.toUnsignedInt(entry.bytes.getShort(STREAMS_AT)); i > 0; i--) {
      entry.streams.add(block(in));
    }
    return entry;
  }

  /** Entries and streams begin with their length; what comes next is aligned. */
  private static byte[] block(ByteBuffer in) {
    byte[] block = new byte[aligned(Math.toIntExact(in.getLong(in.position())))];
    in.get(block);
    return block;
  }

  static int aligned(int size) {
    return size + 7 & ~7;
  }

  String name() {
    return name;
  }

  boolean directory() {
    return (attributes() & DIRECTORY) != 0;
  }

  int attributes() {
    return bytes.getInt(ATTRIBUTES_AT);
  }

  int security() {
    return bytes.getInt(SECURITY_AT);
  }

  /** Where the children lie in the metadata; 0 for none. */
  long childrenAt() {
    return bytes.getLong(CHILDREN_AT);
  }

  /** Equal for all hard links of one file; 0 for a file that has one link only. */
  long linkGroup() {
    return (attributes() & REPARSE_POINT) == 0 ? bytes.getLong(GROUP_AT) : 0;
  }

  /** The entries in a folder by their names; nothing in what is no folder. */
  Map<String, MetadataEntry> children() {
    return children == null ? Map.of() : children;
  }

  void addChild(MetadataEntry child) {
    if (children == null) {
      children = new LinkedHashMap<>();
    }
    children.put(child.name, child);
  }

  void removeChild(String child) {
    if (children != null) {
      children.remove(child);
    }
  }

  /** Makes a new entry what it is, at a time in units of {@link FileContent#time}. */
  void create(int attributes, int security, long time) {
    bytes.putInt(ATTRIBUTES_AT, attributes);
    bytes.putInt(SECURITY_AT, security);
    bytes.putLong(CREATED_AT, time);
    bytes.putLong(ACCESSED_AT, time);
    bytes.putLong(WRITTEN_AT, time);
  }

  /**
   * Gives the file other content. Names, times of creation, security and attributes stay; extra
   * streams and what made it a link or an encrypted file go.
   */
  void replaceContent(FileContent content, long linkGroup) {
    streams.clear();
    bytes.putShort(STREAMS_AT, (short) 0);
    bytes.putInt(ATTRIBUTES_AT, attributes() & ~SPECIAL_CONTENT);
    bytes.putLong(ACCESSED_AT, content.time());
    bytes.putLong(WRITTEN_AT, content.time());
    bytes.put(HASH_AT, content.sha1(), 0, HASH_LENGTH);
    bytes.putLong(GROUP_AT, linkGroup);
  }

  /** Takes over all that hard links of one file have in common. */
  void becomeLinkOf(MetadataEntry other) {
    streams.clear();
    bytes.put(ATTRIBUTES_AT, other.bytes, ATTRIBUTES_AT, SHORT_NAME_AT - ATTRIBUTES_AT);
  }

  /** The bytes of the entry and its streams in the metadata. */
  int size() {
    int size = bytes.capacity();
    for (byte[] stream : streams) {
      size += stream.length;
    }
    return size;
  }

  void write(ByteBuffer out) {
    out.put(bytes.array());
    streams.forEach(out::put);
  }

  /** Notes in an entry that was written where its children lie. */
  static void placeChildren(ByteBuffer out, int entry, int children) {
    out.putLong(entry + CHILDREN_AT, children);
  }
}
