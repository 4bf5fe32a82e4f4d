package org.wimdism.wim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/**
 * A WIM file that holds one image's directory tree, uncompressed, and none of the contents its
 * files have: where the tree can be changed in ways that libwim has no call for.
 */
final class TreeFile {

  /** In the WIM's header: where its table of resources lies. */
  private static final int TABLE_AT = 48;

  /** An entry of that table: size in 56 bits, flags in 8, offset, full size, two numbers, SHA-1. */
  private static final int ENTRY_SIZE = 50;

  private static final int ENTRY_SHA1_AT = 30;
  private static final int HEADER_SIZE = 208;
  private static final long FLAGS = 0xffL << 56;

  private final Path file;

  private TreeFile(Path file) {
    this.file = file;
  }

  /** Takes the tree out of a WIM into a new file. */
  static TreeFile take(Path wim, int image, Path file) {
    try (WimFile tree = WimFile.create(Compression.NONE)) {
      try (WimFile source = WimFile.open(wim)) {
        source.export(image, tree, null, false);
      }
      // libwim's own form of the tree, whichever program wrote the WIM.
      tree.markChanged(1);
      tree.writeTreeOnly(file);
    }
    return new TreeFile(file);
  }

  Path path() {
    return file;
  }

  MetadataTree read() throws IOException {
    WimResource resource = resource();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new MetadataTree(
          read(channel, resource.offset(), Math.toIntExact(resource.compressedSize())).array());
    }
  }

  /** Puts another tree in the place of the one that is there. */
  void write(MetadataTree tree) throws IOException {
    ByteBuffer old = ByteBuffer.wrap(HexFormat.of().parseHex(resource().sha1()));
    byte[] bytes = tree.bytes();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer header = read(channel, 0, HEADER_SIZE);
      long table = header.getLong(TABLE_AT + Long.BYTES);
      int size = Math.toIntExact(header.getLong(TABLE_AT) & ~FLAGS);
      for (long at = table; at < table + size; at += ENTRY_SIZE) {
        ByteBuffer entry = read(channel, at, ENTRY_SIZE);
        if (entry.slice(ENTRY_SHA1_AT, old.capacity()).equals(old)) {
          entry.putLong(0, entry.getLong(0) & FLAGS | bytes.length);
          entry.putLong(Long.BYTES, channel.size());
          entry.putLong(2 * Long.BYTES, bytes.length);
          entry.put(ENTRY_SHA1_AT, Digest.sha1(bytes));
          write(channel, channel.size(), ByteBuffer.wrap(bytes));
          write(channel, at, entry);
          return;
        }
      }
    }
    throw new IOException("no directory tree in " + file);
  }

  private WimResource resource() {
    try (WimFile wim = WimFile.open(file)) {
      return wim.metadata(1);
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file ended before its directory tree did");
      }
    }
    return bytes.flip();
  }

  private static void write(FileChannel channel, long at, ByteBuffer bytes) throws IOException {
    bytes.rewind();
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
  }
}
