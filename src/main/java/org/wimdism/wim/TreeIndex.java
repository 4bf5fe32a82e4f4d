package org.wimdism.wim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What an image's directory tree says, written down once for the commands that follow: libwim shows
 * a tree only one callback for each file.
 *
 * <p>A file of blocks of lines, found by a key: the entries of a folder, the paths of a hard-link
 * group. The lines of entries are also found one by one, by folder and name in any case. One that
 * is damaged, or of another tree, is as good as none.
 */
final class TreeIndex {

  private static final long MAGIC = 0x57444954_52454532L;
  private static final int SHA1_LENGTH = 40;

  /** Magic, checksum, SHA-1 of the tree, blocks, entries. */
  private static final int HEADER = 8 + 8 + SHA1_LENGTH + 4 + 4;

  /** Names may contain everything but this. */
  private static final char END = '\0';

  private static final String FOLDER = "folder ";
  private static final int CHECKED_FROM = 16;

  /** Hash of the key, offset, length. */
  private static final int SLOT = 8 + 4 + 4;

  private final ByteBuffer bytes;
  private final int blocks;
  private final int entries;

  private TreeIndex(ByteBuffer bytes) {
    this.bytes = bytes;
    this.blocks = bytes.getInt(HEADER - 8);
    this.entries = bytes.getInt(HEADER - 4);
  }

  /**
   * Opens what was written for a tree.
   *
   * @param metadataSha1 tells the tree
   */
  static Optional<TreeIndex> open(Path file, String metadataSha1) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return isIntact(bytes, metadataSha1) ? Optional.of(new TreeIndex(bytes)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Walks through the tree and writes it down. */
  static TreeIndex write(Path file, String metadataSha1, WimFile wim, int image)
      throws IOException {
    Map<String, StringBuilder> blocks = new HashMap<>();
    wim.walk(
        image,
        pointer -> {
          Entry entry = DirEntry.read(pointer);
          boolean linked = DirEntry.links(pointer) > 1;
          if (!entry.path().isEmpty()) {
            block(blocks, folderKey(WimPath.parent(entry.path()))).append(line(entry)).append(END);
          }
          if (linked) {
            block(blocks, linkKey(entry.linkGroup())).append(entry.path()).append(END);
          }
        });
    byte[] content = format(blocks, metadataSha1);
    Path unfinished = file.resolveSibling(file.getFileName() + Durable.UNFINISHED);
    Files.write(unfinished, content);
    Durable.rename(unfinished, file);
    return new TreeIndex(ByteBuffer.wrap(content));
  }

  /** What is in the folder whose path is given in the image's spelling. */
  List<Entry> list(String folder) {
    List<Entry> entries = new ArrayList<>();
    for (String line : block(folderKey(folder))) {
      entries.add(entry(line));
    }
    return entries;
  }

  /** The entries of this name, in any case, in the folder whose path is in the image's spelling. */
  List<Entry> find(String folder, String name) {
    List<Entry> found = new ArrayList<>(1);
    long hash = hash(entryKey(folder, name));
    String folded = WimPath.key(name);
    int end = blocks + entries;
    for (int slot = firstSlot(hash, blocks, end); slot < end && hashAt(slot) == hash; slot++) {
      Entry entry = entry(text(slot));
      if (WimPath.parent(entry.path()).equals(folder) && WimPath.key(entry.name()).equals(folded)) {
        found.add(entry);
      }
    }
    return found;
  }

  /** All paths of a hard-link group; nothing for a group of one. */
  List<String> links(long group) {
    return block(linkKey(group));
  }

  private static String folderKey(String folder) {
    return FOLDER + folder;
  }

  private static String linkKey(long group) {
    return "links " + group;
  }

  private static String entryKey(String folder, String name) {
    return folder + "/" + WimPath.key(name);
  }

  private static Entry entry(String line) {
    String[] fields = line.split("\t", 6);
    return new Entry(
        fields[5],
        fields[0].equals("d"),
        Long.parseLong(fields[1]),
        fields[2],
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[4]));
  }

  private static String line(Entry entry) {
    return String.join(
        "\t",
        entry.directory() ? "d" : "f",
        Long.toString(entry.size()),
        entry.sha1(),
        Integer.toString(entry.attributes()),
        Long.toString(entry.linkGroup()),
        entry.path());
  }

  private static StringBuilder block(Map<String, StringBuilder> blocks, String key) {
    return blocks.computeIfAbsent(key, first -> new StringBuilder(first).append(END));
  }

  /** A line, or a block of lines, and where it lies. */
  private record Slot(long hash, int offset, int length) {}

  private static byte[] format(Map<String, StringBuilder> blocks, String metadataSha1) {
    List<Slot> slots = new ArrayList<>();
    List<Slot> entries = new ArrayList<>();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Map.Entry<String, StringBuilder> block : blocks.entrySet()) {
      int start = text.size();
      boolean ofEntries = block.getKey().startsWith(FOLDER);
      for (String line : block.getValue().toString().split(Character.toString(END))) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (ofEntries && text.size() > start) {
          String path = line.substring(line.lastIndexOf('\t') + 1);
          long hash = hash(entryKey(WimPath.parent(path), WimPath.name(path)));
          entries.add(new Slot(hash, text.size(), bytes.length));
        }
        text.writeBytes(bytes);
        text.write(END);
      }
      slots.add(new Slot(hash(block.getKey()), start, text.size() - start));
    }
    return format(slots, entries, text.toByteArray(), metadataSha1);
  }

  private static byte[] format(
      List<Slot> blocks, List<Slot> entries, byte[] text, String metadataSha1) {
    int textAt = HEADER + SLOT * (blocks.size() + entries.size());
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(textAt, text.length));
    bytes.putLong(MAGIC).putLong(0).put(metadataSha1.getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(blocks.size()).putInt(entries.size());
    for (List<Slot> slots : List.of(blocks, entries)) {
      slots.sort(Comparator.comparingLong(Slot::hash));
      for (Slot slot : slots) {
        bytes.putLong(slot.hash()).putInt(textAt + slot.offset()).putInt(slot.length());
      }
    }
    bytes.put(text);
    bytes.putLong(Long.BYTES, checksum(bytes));
    return bytes.array();
  }

  private static boolean isIntact(ByteBuffer bytes, String metadataSha1) {
    if (bytes.limit() < HEADER || bytes.getLong(0) != MAGIC) {
      return false;
    }
    byte[] sha1 = new byte[SHA1_LENGTH];
    bytes.get(CHECKED_FROM, sha1);
    return Arrays.equals(sha1, metadataSha1.getBytes(StandardCharsets.US_ASCII))
        && bytes.getLong(Long.BYTES) == checksum(bytes);
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes.slice(CHECKED_FROM, bytes.limit() - CHECKED_FROM));
    return checksum.getValue();
  }

  private List<String> block(String key) {
    long hash = hash(key);
    for (int slot = firstSlot(hash, 0, blocks); slot < blocks && hashAt(slot) == hash; slot++) {
      String[] lines = text(slot).split(Character.toString(END));
      if (lines[0].equals(key)) {
        return Arrays.asList(lines).subList(1, lines.length);
      }
    }
    return List.of();
  }

  /** The first of the slots that has this hash or a higher one; keys may have the same. */
  private int firstSlot(long hash, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (hashAt(middle) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private String text(int slot) {
    int at = HEADER + SLOT * slot;
    byte[] text = new byte[bytes.getInt(at + 12)];
    bytes.get(bytes.getInt(at + 8), text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private long hashAt(int slot) {
    return bytes.getLong(HEADER + SLOT * slot);
  }

  /** FNV-1a. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
