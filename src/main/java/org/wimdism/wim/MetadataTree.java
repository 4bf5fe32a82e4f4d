package org.wimdism.wim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory tree of an image, as its metadata resource holds it: the security descriptors, and
 * the entries that name them by number.
 */
final class MetadataTree {

  private static final int TABLE_HEAD = 8;

  private final List<byte[]> descriptors = new ArrayList<>();
  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
  private final MetadataEntry root;
  private long highestGroup;

  /** Reads what libwim wrote, uncompressed. */
  MetadataTree(byte[] resource) {
    ByteBuffer in = ByteBuffer.wrap(resource).order(ByteOrder.LITTLE_ENDIAN);
    int tableSize = in.getInt();
    int[] sizes = new int[in.getInt()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(in.getLong());
    }
    for (int size : sizes) {
      byte[] descriptor = new byte[size];
      in.get(descriptor);
      add(descriptor);
    }
    in.position(MetadataEntry.aligned(tableSize));
    root = MetadataEntry.read(in);
    readChildren(in, root);
  }

  private void readChildren(ByteBuffer in, MetadataEntry folder) {
    if (!folder.directory() || folder.childrenAt() == 0) {
      return;
    }
    in.position(Math.toIntExact(folder.childrenAt()));
    while (in.getLong(in.position()) > Long.BYTES) {
      MetadataEntry child = MetadataEntry.read(in);
      highestGroup = Math.max(highestGroup, child.linkGroup());
      folder.addChild(child);
    }
    folder.children().values().forEach(child -> readChildren(in, child));
  }

  /** The entry at a path in the image's spelling. */
  Optional<MetadataEntry> find(String path) {
    MetadataEntry entry = root;
    for (String part : WimPath.parts(path)) {
      entry = entry.children().get(part);
      if (entry == null) {
        return Optional.empty();
      }
    }
    return Optional.of(entry);
  }

  /** A number for a hard-link group that no file has. */
  long newLinkGroup() {
    return ++highestGroup;
  }

  /** The descriptor with a number that an entry has; nothing where it has none. */
  Optional<byte[]> descriptor(int number) {
    return number == MetadataEntry.NO_SECURITY
        ? Optional.empty()
        : Optional.of(descriptors.get(number));
  }

  /** The number of a descriptor; it is added where the image has no such one. */
  int numberOf(byte[] descriptor) {
    Integer known = numbers.get(ByteBuffer.wrap(descriptor));
    return known == null ? add(descriptor) : known;
  }

  private int add(byte[] descriptor) {
    descriptors.add(descriptor);
    numbers.putIfAbsent(ByteBuffer.wrap(descriptor), descriptors.size() - 1);
    return descriptors.size() - 1;
  }

  /** The metadata resource, uncompressed. */
  byte[] bytes() {
    int tableSize = TABLE_HEAD;
    for (byte[] descriptor : descriptors) {
      tableSize += Long.BYTES + descriptor.length;
    }
    tableSize = MetadataEntry.aligned(tableSize);
    ByteBuffer out =
        ByteBuffer.allocate(tableSize + root.size() + Long.BYTES + sizeBelow(root))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(tableSize).putInt(descriptors.size());
    descriptors.forEach(descriptor -> out.putLong(descriptor.length));
    descriptors.forEach(out::put);
    out.position(tableSize);
    root.write(out);
    out.putLong(0);
    writeChildren(root, tableSize, out);
    return out.array();
  }

  /** The children of a folder end with eight zero bytes, also where there are none. */
  private static int sizeBelow(MetadataEntry entry) {
    if (!entry.directory()) {
      return 0;
    }
    int size = Long.BYTES;
    for (MetadataEntry child : entry.children().values()) {
      size = Math.addExact(size, child.size() + sizeBelow(child));
    }
    return size;
  }

  private static void writeChildren(MetadataEntry folder, int folderAt, ByteBuffer out) {
    MetadataEntry.placeChildren(out, folderAt, out.position());
    Map<MetadataEntry, Integer> folders = new LinkedHashMap<>();
    for (MetadataEntry child : folder.children().values()) {
      if (child.directory()) {
        folders.put(child, out.position());
      }
      child.write(out);
    }
    out.putLong(0);
    folders.forEach((child, at) -> writeChildren(child, at, out));
  }
}
