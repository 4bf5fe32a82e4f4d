package org.drydock.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How much of a WIM file its images still need. A commit only adds to the file; what it replaces
 * stays there until the images are exported to a new file. Told from the header and the table of
 * resources, as Microsoft's paper <em>Windows Imaging File Format (WIM)</em> lays them out.
 *
 * @param fileBytes the size of the file
 * @param usedBytes of what an exported file would hold
 * @param bootIndex the index that the file starts a machine with; 0 for none
 */
public record WimSpace(long fileBytes, long usedBytes, int bootIndex) {

  private static final int HEADER = 208;
  private static final int RESOURCE_TABLE = 48;
  private static final int XML = 72;
  private static final int BOOT_INDEX = 120;
  private static final int INTEGRITY = 124;

  /** One line of the resource table, and where in it the number of references stands. */
  private static final int ENTRY = 50;

  private static final int REFERENCES = 26;
  private static final int ENTRIES_AT_ONCE = 10_000;
  private static final int PERCENT = 100;

  /** Reads a file that DISM can mount: neither solid nor split. */
  public static WimSpace of(Path wim) throws IOException {
    try (FileChannel file = FileChannel.open(wim, StandardOpenOption.READ)) {
      ByteBuffer header = read(file, 0, HEADER);
      long table = size(header, RESOURCE_TABLE);
      long used = HEADER + table + size(header, XML) + size(header, INTEGRITY);
      long end = header.getLong(RESOURCE_TABLE + Long.BYTES) + table;
      for (long at = end - table; at + ENTRY <= end; ) {
        ByteBuffer entries =
            read(file, at, (int) Math.min(end - at, (long) ENTRY * ENTRIES_AT_ONCE));
        int whole = entries.limit() / ENTRY;
        for (int entry = 0; entry < whole; entry++) {
          boolean needed = entries.getInt(entry * ENTRY + REFERENCES) != 0;
          used += needed ? size(entries, entry * ENTRY) : 0;
        }
        at += (long) whole * ENTRY;
      }
      return new WimSpace(file.size(), Math.min(used, file.size()), header.getInt(BOOT_INDEX));
    }
  }

  /** What nothing needs any more. */
  public int unusedPercent() {
    return (int) (PERCENT * (fileBytes - usedBytes) / fileBytes);
  }

  /** The seven low bytes of eight; the high one holds flags. */
  private static long size(ByteBuffer bytes, int offset) {
    return bytes.getLong(offset) & 0x00ff_ffff_ffff_ffffL;
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException("The WIM file ends within its header or its table of resources.");
      }
    }
    return bytes.flip();
  }
}
