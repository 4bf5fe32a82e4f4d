package org.drydock.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes a cabinet ([MS-CAB]) of one folder, in MSZIP blocks or stored. Faster than a program that
 * wants a file for each entry, where there are hundreds of thousands.
 */
final class CabinetWriter {

  private static final int BLOCK = 32768;
  private static final int HEADER_BYTES = 36;
  private static final int FOLDER_BYTES = 8;
  private static final int ENTRY_BYTES = 16;
  private static final int DATA_HEADER_BYTES = 8;
  private static final int SIZE_AT = 8;
  private static final int BLOCKS_AT = HEADER_BYTES + 4;
  private static final byte[] MSZIP_SIGNATURE = {'C', 'K'};

  private CabinetWriter() {}

  /** Where the content of an entry comes from. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  record Entry(String name, long size, Content content) {

    static Entry of(Path file) throws IOException {
      return new Entry(
          file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
    }
  }

  /**
   * @param made the day that the entries bear
   */
  static void write(Path file, boolean compressed, LocalDate made, List<Entry> entries)
      throws IOException {
    Blocks blocks = new Blocks(compressed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(table(compressed, made, entries));
      byte[] block = new byte[BLOCK];
      int filled = 0;
      for (Entry entry : entries) {
        try (InputStream in = entry.content().open()) {
          for (int read = in.readNBytes(block, filled, BLOCK - filled);
              read > 0;
              read = in.readNBytes(block, filled, BLOCK - filled)) {
            filled += read;
            if (filled == BLOCK) {
              blocks.write(block, filled, out);
              filled = 0;
            }
          }
        }
      }
      if (filled > 0) {
        blocks.write(block, filled, out);
      }
    }
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.seek(SIZE_AT);
      written.writeInt(Integer.reverseBytes((int) written.length()));
      written.seek(BLOCKS_AT);
      written.writeShort(Short.reverseBytes((short) blocks.count));
    }
  }

  private static byte[] table(boolean compressed, LocalDate made, List<Entry> entries) {
    List<byte[]> names = new ArrayList<>();
    int bytes = HEADER_BYTES + FOLDER_BYTES;
    for (Entry entry : entries) {
      byte[] name = entry.name().replace('/', '\\').getBytes(StandardCharsets.US_ASCII);
      names.add(name);
      bytes += ENTRY_BYTES + name.length + 1;
    }
    ByteBuffer table = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    table.put("MSCF".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0).putInt(0);
    table.putInt(HEADER_BYTES + FOLDER_BYTES).putInt(0).put((byte) 3).put((byte) 1);
    table.putShort((short) 1).putShort((short) entries.size()).putShort((short) 0);
    table.putShort((short) 0).putShort((short) 0);
    table.putInt(bytes).putShort((short) 0).putShort((short) (compressed ? 1 : 0));
    int date = ((made.getYear() - 1980) << 9) | (made.getMonthValue() << 5) | made.getDayOfMonth();
    long offset = 0;
    for (int i = 0; i < entries.size(); i++) {
      table.putInt((int) entries.get(i).size()).putInt((int) offset).putShort((short) 0);
      table.putShort((short) date).putShort((short) 0).putShort((short) 0x20);
      table.put(names.get(i)).put((byte) 0);
      offset += entries.get(i).size();
    }
    return table.array();
  }

  /** Writes data blocks, each with the one before it as its dictionary. */
  private static final class Blocks {

    private final Deflater deflater;
    private final byte[] packed = new byte[2 * BLOCK];
    private byte[] before;
    private int count;

    Blocks(boolean compressed) {
      deflater = compressed ? new Deflater(Deflater.BEST_SPEED, true) : null;
    }

    void write(byte[] block, int length, OutputStream out) throws IOException {
      byte[] data = block;
      int size = length;
      if (deflater != null) {
        size = pack(block, length);
        data = packed;
      }
      ByteBuffer header = ByteBuffer.allocate(DATA_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int sizes = (length << 16) | size;
      header.putInt(checksum(data, size) ^ sizes).putInt(sizes);
      out.write(header.array());
      out.write(data, 0, size);
      count++;
    }

    private int pack(byte[] block, int length) {
      deflater.reset();
      if (before != null) {
        deflater.setDictionary(before);
      }
      deflater.setInput(block, 0, length);
      deflater.finish();
      System.arraycopy(MSZIP_SIGNATURE, 0, packed, 0, MSZIP_SIGNATURE.length);
      int size =
          MSZIP_SIGNATURE.length
              + deflater.deflate(
                  packed, MSZIP_SIGNATURE.length, packed.length - MSZIP_SIGNATURE.length);
      before = block.clone();
      return size;
    }

    private static int checksum(byte[] data, int length) {
      ByteBuffer words = ByteBuffer.wrap(data, 0, length).order(ByteOrder.LITTLE_ENDIAN);
      int sum = 0;
      while (words.remaining() >= Integer.BYTES) {
        sum ^= words.getInt();
      }
      int rest = 0;
      while (words.hasRemaining()) {
        rest = (rest << 8) | (words.get() & 0xFF);
      }
      return sum ^ rest;
    }
  }
}
