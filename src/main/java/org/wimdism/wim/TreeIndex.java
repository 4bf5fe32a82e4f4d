package org.wimdism.wim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * group. One that is damaged, or of another tree, is as good as none.
 */
final class TreeIndex {

  private static final long MAGIC = 0x57444954_52454531L;
  private static final int SHA1_LENGTH = 40;

  /** Magic, checksum, SHA-1 of the tree, blocks. */
  private static final int HEADER = 8 + 8 + SHA1_LENGTH + 4;

  /** Names may contain everything but this. */
  private static final char END = '\0';

  private static final int CHECKED_FROM = 16;

  /** Hash of the key, offset, length. */
  private static final int SLOT = 8 + 4 + 4;

  private final ByteBuffer bytes;
  private final int blocks;

  private TreeIndex(ByteBuffer bytes) {
    this.bytes = bytes;
    this.blocks = bytes.getInt(HEADER - 4);
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
      String[] fields = line.split("\t", 6);
      entries.add(
          new Entry(
              fields[5],
              fields[0].equals("d"),
              Long.parseLong(fields[1]),
              fields[2],
              Integer.parseInt(fields[3]),
              Long.parseLong(fields[4])));
    }
    return entries;
  }

  /** All paths of a hard-link group; nothing for a group of one. */
  List<String> links(long group) {
    return block(linkKey(group));
  }

  private static String folderKey(String folder) {
    return "folder " + folder;
  }

  private static String linkKey(long group) {
    return "links " + group;
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

  private static byte[] format(Map<String, StringBuilder> blocks, String metadataSha1) {
    record Block(long hash, byte[] text) {}
    List<Block> sorted = new ArrayList<>();
    int size = HEADER + SLOT * blocks.size();
    for (Map.Entry<String, StringBuilder> each : blocks.entrySet()) {
      byte[] text = each.getValue().toString().getBytes(StandardCharsets.UTF_8);
      sorted.add(new Block(hash(each.getKey()), text));
      size = Math.addExact(size, text.length);
    }
    sorted.sort((one, other) -> Long.compare(one.hash(), other.hash()));
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putLong(MAGIC).putLong(0).put(metadataSha1.getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(sorted.size());
    int offset = HEADER + SLOT * sorted.size();
    for (Block block : sorted) {
      bytes.putLong(block.hash()).putInt(offset).putInt(block.text().length);
      offset += block.text().length;
    }
    sorted.forEach(block -> bytes.put(block.text()));
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
    int low = 0;
    int high = blocks - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = hashAt(middle);
      if (found == hash) {
        return lines(key, hash, middle);
      } else if (found < hash) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return List.of();
  }

  /** Keys may have the same hash; their blocks are neighbours then. */
  private List<String> lines(String key, long hash, int near) {
    int slot = near;
    while (slot > 0 && hashAt(slot - 1) == hash) {
      slot--;
    }
    for (; slot < blocks && hashAt(slot) == hash; slot++) {
      int at = HEADER + SLOT * slot;
      byte[] text = new byte[bytes.getInt(at + 12)];
      bytes.get(bytes.getInt(at + 8), text);
      String[] lines = new String(text, StandardCharsets.UTF_8).split(Character.toString(END));
      if (lines[0].equals(key)) {
        return Arrays.asList(lines).subList(1, lines.length);
      }
    }
    return List.of();
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
