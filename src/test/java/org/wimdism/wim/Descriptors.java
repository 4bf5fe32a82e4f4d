package org.wimdism.wim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Builds security descriptors for tests: owner and group, then a list of access control entries, as
 * [MS-DTYP] 2.4.6 lays them out and {@code ntfs_set_file_security} takes them.
 */
final class Descriptors {

  static final byte[] SYSTEM = sid(5, 18);
  static final byte[] ADMINISTRATORS = sid(5, 32, 544);
  static final byte[] USERS = sid(5, 32, 545);
  static final byte[] CREATOR_OWNER = sid(3, 0);
  static final byte[] TRUSTED_INSTALLER =
      sid(5, 80, 956008885L, 3418522649L, 1831038044L, 1853292631L, 2271478464L);

  static final int FULL = 0x1f01ff;
  static final int MODIFY = 0x1301bf;
  static final int READ = 0x1200a9;
  static final int GENERIC_ALL = 0x10000000;

  /** Flags of an entry. */
  static final int FOR_ALL = 0x3;

  static final int FOR_FOLDERS = 0x2;
  static final int NOT_FURTHER = 0x4;
  static final int INHERIT_ONLY = 0x8;
  static final int INHERITED = 0x10;

  static final int PLAIN = 0x8004;
  static final int AUTO_INHERITED = 0x8404;

  private Descriptors() {}

  static byte[] sid(int authority, long... parts) {
    ByteBuffer sid = ByteBuffer.allocate(8 + 4 * parts.length).order(ByteOrder.LITTLE_ENDIAN);
    sid.put((byte) 1).put((byte) parts.length).put(7, (byte) authority).position(8);
    for (long part : parts) {
      sid.putInt((int) part);
    }
    return sid.array();
  }

  static byte[] allow(int flags, int mask, byte[] sid) {
    ByteBuffer entry = ByteBuffer.allocate(8 + sid.length).order(ByteOrder.LITTLE_ENDIAN);
    entry.put((byte) 0).put((byte) flags).putShort((short) entry.capacity());
    return entry.putInt(mask).put(sid).array();
  }

  static byte[] descriptor(int control, byte[] owner, byte[] group, byte[]... entries) {
    int size = 8;
    for (byte[] entry : entries) {
      size += entry.length;
    }
    int acl = 20 + owner.length + group.length;
    ByteBuffer bytes = ByteBuffer.allocate(acl + size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 1).put((byte) 0).putShort((short) control);
    bytes.putInt(20).putInt(20 + owner.length).putInt(0).putInt(acl);
    bytes.put(owner).put(group);
    bytes.put((byte) 2).put((byte) 0).putShort((short) size);
    bytes.putShort((short) entries.length).putShort((short) 0);
    for (byte[] entry : entries) {
      bytes.put(entry);
    }
    return bytes.array();
  }

  static String hex(byte[] descriptor) {
    return HexFormat.of().formatHex(descriptor);
  }
}
