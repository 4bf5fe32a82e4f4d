package org.wimdism.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a cabinet whose files are not compressed, where there is no program for it. */
final class StoredCabinet {

  private static final int HEADER = 36;
  private static final int FOLDER = 8;
  private static final int FILE = 16;
  private static final int DATA = 8;
  private static final int LARGEST_BLOCK = 1 << 15;
  private static final short VERSION = 0x0103;
  private static final short ARCHIVE = 0x20;

  /** The first of January 1980, as old as a cabinet can tell. */
  private static final short DATE = 0x21;

  private StoredCabinet() {}

  /**
   * Writes the files into a cabinet.
   *
   * @param root the folder that the names in the cabinet begin at
   */
  static void write(Path root, List<Path> files, Path cabinet) throws IOException {
    int names = 0;
    long size = 0;
    for (Path file : files) {
      names += FILE + name(root, file).length + 1;
      size += Files.size(file);
    }
    int blocks = Math.toIntExact((size + LARGEST_BLOCK - 1) / LARGEST_BLOCK);
    int dataAt = HEADER + FOLDER + names;
    int end = Math.toIntExact(dataAt + (long) blocks * DATA + size);
    ByteBuffer out = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    out.put("MSCF".getBytes(StandardCharsets.US_ASCII));
    out.putInt(0).putInt(end).putInt(0).putInt(HEADER + FOLDER).putInt(0);
    out.putShort(VERSION).putShort((short) 1).putShort((short) files.size());
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putInt(dataAt).putShort((short) blocks).putShort((short) 0);
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(size));
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      out.putInt(bytes.length).putInt(content.position()).putShort((short) 0);
      out.putShort(DATE).putShort((short) 0).putShort(ARCHIVE);
      out.put(name(root, file)).put((byte) 0);
      content.put(bytes);
    }
    content.flip();
    while (content.hasRemaining()) {
      int length = Math.min(LARGEST_BLOCK, content.remaining());
      out.putInt(0).putShort((short) length).putShort((short) length);
      out.put(content.slice(content.position(), length));
      content.position(content.position() + length);
    }
    Files.write(cabinet, out.array());
  }

  private static byte[] name(Path root, Path file) {
    return root.relativize(file).toString().replace('/', '\\').getBytes(StandardCharsets.US_ASCII);
  }
}
