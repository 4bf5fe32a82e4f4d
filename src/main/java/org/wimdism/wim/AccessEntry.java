package org.wimdism.wim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** An entry of an access control list: type 0, flags 1, size 2, access mask 4, then the SID. */
record AccessEntry(byte[] bytes) {

  /**
   * Who inherits.
   *
   * @param owner the SID that the entries for "creator owner" are for; empty for none
   * @param group likewise for "creator group"
   */
  record Heir(boolean directory, byte[] owner, byte[] group) {}

  static final AccessEntry FULL_FOR_SYSTEM =
      new AccessEntry(HexFormat.of().parseHex("00001400ff011f00010100000000000512000000"));
  static final AccessEntry FULL_FOR_ADMINISTRATORS =
      new AccessEntry(HexFormat.of().parseHex("00001800ff011f0001020000000000052000000020020000"));

  private static final byte[] CREATOR_OWNER = HexFormat.of().parseHex("010100000000000300000000");
  private static final byte[] CREATOR_GROUP = HexFormat.of().parseHex("010100000000000301000000");

  private static final int FOR_FILES = 0x1;
  private static final int FOR_FOLDERS = 0x2;
  private static final int NOT_FURTHER = 0x4;
  private static final int INHERIT_ONLY = 0x8;
  private static final int INHERITED = 0x10;
  private static final int INHERITANCE =
      FOR_FILES | FOR_FOLDERS | NOT_FURTHER | INHERIT_ONLY | INHERITED;

  /** Types whose SID directly follows the mask: allowed, denied, audit, also with conditions. */
  private static final Set<Integer> WITH_PLAIN_SID = Set.of(0, 1, 2, 9, 10, 13);

  private static final int MASK_AT = 4;
  private static final int SID_AT = 8;

  /** Generic rights and what they mean for files. */
  private static final int[][] GENERIC = {
    {0x80000000, 0x120089}, {0x40000000, 0x120116}, {0x20000000, 0x1200a0}, {0x10000000, 0x1f01ff}
  };

  /** What a new file or folder gets from this entry of its folder's list: up to two entries. */
  List<AccessEntry> inheritedBy(Heir heir) {
    int flags = bytes[1];
    boolean further = heir.directory() && (flags & NOT_FURTHER) == 0;
    int passedOn = further ? flags & (FOR_FILES | FOR_FOLDERS) : 0;
    if ((flags & (heir.directory() ? FOR_FOLDERS : FOR_FILES)) == 0) {
      return passedOn == 0 ? List.of() : List.of(withInheritance(passedOn | INHERIT_ONLY));
    }
    AccessEntry effective = effectiveFor(heir);
    if (passedOn == 0 || Arrays.equals(effective.bytes, bytes)) {
      return List.of(effective.withInheritance(passedOn));
    }
    return List.of(effective.withInheritance(0), withInheritance(passedOn | INHERIT_ONLY));
  }

  private AccessEntry withInheritance(int flags) {
    byte[] changed = bytes.clone();
    changed[1] = (byte) (changed[1] & ~INHERITANCE | flags | INHERITED);
    return new AccessEntry(changed);
  }

  /** With the owner for "creator owner", and the rights of files for generic ones. */
  private AccessEntry effectiveFor(Heir heir) {
    int type = Byte.toUnsignedInt(bytes[0]);
    byte[] changed = bytes.clone();
    if (WITH_PLAIN_SID.contains(type)) {
      if (isFor(CREATOR_OWNER) && heir.owner().length > 0) {
        changed = withSid(heir.owner());
      } else if (isFor(CREATOR_GROUP) && heir.group().length > 0) {
        changed = withSid(heir.group());
      }
    }
    ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
    int mask = buffer.getInt(MASK_AT);
    for (int[] generic : GENERIC) {
      if ((mask & generic[0]) != 0) {
        mask = mask & ~generic[0] | generic[1];
      }
    }
    buffer.putInt(MASK_AT, mask);
    return new AccessEntry(changed);
  }

  private boolean isFor(byte[] sid) {
    int end = SID_AT + sid.length;
    return bytes.length >= end && Arrays.equals(bytes, SID_AT, end, sid, 0, sid.length);
  }

  /** Both SIDs that are replaced have the same length; what follows them stays. */
  private byte[] withSid(byte[] sid) {
    int rest = bytes.length - SID_AT - CREATOR_OWNER.length;
    byte[] changed = new byte[SID_AT + sid.length + rest];
    System.arraycopy(bytes, 0, changed, 0, SID_AT);
    System.arraycopy(sid, 0, changed, SID_AT, sid.length);
    System.arraycopy(bytes, bytes.length - rest, changed, SID_AT + sid.length, rest);
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(2, (short) changed.length);
    return changed;
  }
}
