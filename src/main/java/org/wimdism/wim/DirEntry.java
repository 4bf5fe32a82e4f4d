package org.wimdism.wim;

import com.sun.jna.Pointer;
import java.util.HexFormat;

/**
 * Reads {@code struct wimlib_dir_entry}, which is valid during the callback only.
 *
 * <p>Offsets as in wimlib.h 1.13.6 on LP64: dos_name 8, full_path 16, security_descriptor_size 40,
 * attributes 48, num_links 56, hard_link_group_id 64, streams[0] 248; in a stream entry the
 * resource starts at 8 with uncompressed_size 0 and sha1_hash 24.
 */
final class DirEntry {

  private static final int DIRECTORY = 0x10;
  private static final int ARCHIVE = 0x20;
  private static final int NORMAL = 0x80;
  private static final int RESOURCE = 248 + 8;
  private static final int SHA1_LENGTH = 20;
  private static final String NO_STREAM = "0".repeat(2 * SHA1_LENGTH);

  private DirEntry() {}

  static Entry read(Pointer entry) {
    int attributes = entry.getInt(48);
    boolean directory = (attributes & DIRECTORY) != 0;
    return new Entry(
        path(entry),
        directory,
        directory ? 0 : entry.getLong(RESOURCE),
        directory ? "" : sha1(entry, RESOURCE + 24),
        attributes,
        linkGroup(entry));
  }

  static String path(Pointer entry) {
    return entry.getPointer(16).getString(0, "UTF-8").substring(1);
  }

  static long linkGroup(Pointer entry) {
    return entry.getLong(64);
  }

  static int links(Pointer entry) {
    return entry.getInt(56);
  }

  /** Without security descriptor and short name, and with usual attributes. */
  static boolean isPlain(Pointer entry) {
    Pointer shortName = entry.getPointer(8);
    return entry.getLong(40) == 0
        && (shortName == null || shortName.getByte(0) == 0)
        && (entry.getInt(48) & ~(DIRECTORY | ARCHIVE | NORMAL)) == 0;
  }

  static String sha1(Pointer struct, long offset) {
    String hex = HexFormat.of().formatHex(struct.getByteArray(offset, SHA1_LENGTH));
    return hex.equals(NO_STREAM) ? "" : hex;
  }
}
