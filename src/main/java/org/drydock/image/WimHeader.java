package org.drydock.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The first 208 bytes of a WIM, as Microsoft's paper <em>Windows Imaging File Format (WIM)</em>
 * lays them out, little endian: enough to refuse at once what DISM cannot mount.
 *
 * @param end where the last resource that the header names ends; the largest number where that
 *     cannot be
 */
record WimHeader(int version, int flags, int part, int parts, int images, long end) {

  private static final int SIZE = 208;
  private static final String MAGIC = "MSWIM\0\0\0";
  private static final String PIPABLE_MAGIC = "WLPWM\0\0\0";

  /** Only solid files (.esd) have another version than 0x10d00 today. */
  private static final int SOLID_VERSION = 0xe00;

  private static final int LZMS = 0x80000;

  /** Where the header tells offset and size of the stream table, the XML and the boot metadata. */
  private static final int[] RESOURCES = {48, 72, 96, 124};

  /**
   * Reads and checks the header of a file that is to be imported.
   *
   * @throws NotAnImageException when it is no WIM
   * @throws DamagedImageException when it ends too early
   * @throws SplitImageException when it is a part of a split WIM
   * @throws EsdImageException when it is an ESD
   */
  static WimHeader check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
      if (channel.size() == 0) { // some files of /proc have no size, and reading them never ends
        throw new NotAnImageException(file + " is empty. Copy it again from its source.");
      }
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      bytes.flip();
      requireMagic(file, bytes);
      if (bytes.limit() < SIZE) {
        throw truncated(file, SIZE, channel.size());
      }
      WimHeader header = read(bytes);
      header.requireMountable(file, channel.size());
      return header;
    }
  }

  private static WimHeader read(ByteBuffer bytes) {
    long end = SIZE;
    for (int resource : RESOURCES) {
      long size = bytes.getLong(resource) & 0x00ff_ffff_ffff_ffffL; // the high byte holds flags
      long offset = bytes.getLong(resource + 8);
      boolean possible = offset >= 0 && offset <= Long.MAX_VALUE - size;
      end = Math.max(end, possible ? offset + size : Long.MAX_VALUE);
    }
    return new WimHeader(
        bytes.getInt(12),
        bytes.getInt(16),
        Short.toUnsignedInt(bytes.getShort(40)),
        Short.toUnsignedInt(bytes.getShort(42)),
        bytes.getInt(44),
        end);
  }

  private static void requireMagic(Path file, ByteBuffer bytes) {
    byte[] start = new byte[Math.min(MAGIC.length(), bytes.limit())];
    bytes.get(0, start);
    String magic = new String(start, StandardCharsets.ISO_8859_1);
    if (magic.equals(PIPABLE_MAGIC)) {
      throw new NotAnImageException(
          file
              + " is a pipable WIM, which only wimlib reads. Convert it with: wimlib-imagex export "
              + file
              + " all install.wim --not-pipable");
    }
    if (!magic.equals(MAGIC)) {
      throw new NotAnImageException(
          file
              + " is not a WIM file: it does not begin with MSWIM. Give the path of a .wim file,"
              + " such as sources/install.wim of the Windows media.");
    }
  }

  private void requireMountable(Path file, long size) {
    if (parts > 1) {
      throw new SplitImageException(
          file
              + " is part "
              + part
              + " of "
              + parts
              + " of a split WIM (.swm), which cannot be serviced. Join the parts first, for"
              + " example: wimlib-imagex join install.wim *.swm");
    }
    if (version == SOLID_VERSION || (flags & LZMS) != 0) {
      throw new EsdImageException(
          file
              + " is an ESD file (solid or LZMS compression), which DISM cannot mount. Export it"
              + " first: DISM /Export-Image /SourceImageFile:"
              + file.getFileName()
              + " /SourceIndex:1 /DestinationImageFile:install.wim /Compress:max, or"
              + " wimlib-imagex export "
              + file.getFileName()
              + " all install.wim --compress=LZX");
    }
    if (end > size) {
      throw truncated(file, end, size);
    }
    if (images == 0) {
      throw new NotAnImageException(
          file + " is a WIM without an image in it, or its writing was never finished.");
    }
  }

  private static DamagedImageException truncated(Path file, long end, long size) {
    return new DamagedImageException(
        file
            + " is truncated or damaged: its header speaks of "
            + end
            + " bytes, the file has "
            + size
            + ". Copy it again from its source.");
  }
}
