package org.wimdism.wim;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * What a WIM's header says.
 *
 * @param guid identifies the WIM; kept when it is changed in place
 * @param bootIndex the bootable image, 0 for none
 * @param esd whether it is compressed as a whole ("solid"), as in ESD files
 */
public record WimHeader(String guid, int imageCount, int bootIndex, boolean esd) {

  /** WIM version 0.14, the only one that may hold solid resources. */
  private static final int SOLID_VERSION = 0xe00;

  private static final int GUID_LENGTH = 16;
  private static final int SIZE = 208;
  private static final int XML_AT = 72;
  private static final int INTEGRITY_TABLE_AT = 124;

  /** Reads {@code struct wimlib_wim_info}. */
  static WimHeader read(Pointer info) {
    return new WimHeader(
        HexFormat.of().formatHex(info.getByteArray(0, GUID_LENGTH)),
        info.getInt(16),
        info.getInt(20),
        info.getInt(24) == SOLID_VERSION);
  }

  /**
   * Where the data ends that the header refers to, which is where a change is appended. An
   * interrupted write may have left more behind it.
   */
  static long end(Path wim) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    try (InputStream in = Files.newInputStream(wim)) {
      header.put(in.readNBytes(SIZE));
    }
    return Math.max(end(header, XML_AT), end(header, INTEGRITY_TABLE_AT));
  }

  /** A resource as the header names it: its size in 56 bits, flags in 8, then its offset. */
  private static long end(ByteBuffer header, int at) {
    long size = header.getLong(at) & (-1L >>> Byte.SIZE);
    return header.getLong(at + Long.BYTES) + size;
  }
}
