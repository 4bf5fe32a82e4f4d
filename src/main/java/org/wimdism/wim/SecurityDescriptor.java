package org.wimdism.wim;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Security descriptors in the self-relative form, and what new files inherit from their folder.
 *
 * <p>The layout and the rules are those of [MS-DTYP] 2.4.6 (SECURITY_DESCRIPTOR) and 2.5.3.4
 * (inheritance). A new file belongs to the owner of its folder, as there is no user who makes it.
 */
final class SecurityDescriptor {

  private static final int HEAD = 20;
  private static final int OWNER_AT = 4;
  private static final int GROUP_AT = 8;
  private static final int SACL_AT = 12;
  private static final int DACL_AT = 16;
  private static final int ACL_HEAD = 8;

  private static final int DACL_PRESENT = 0x4;
  private static final int SACL_PRESENT = 0x10;
  private static final int DACL_AUTO_INHERITED = 0x400;
  private static final int SACL_AUTO_INHERITED = 0x800;
  private static final int SELF_RELATIVE = 0x8000;

  private final ByteBuffer bytes;

  SecurityDescriptor(byte[] descriptor) {
    bytes = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The descriptor of a new file or folder in the folder that this one belongs to. */
  byte[] inherited(boolean directory) {
    byte[] owner = sid(OWNER_AT);
    byte[] group = sid(GROUP_AT);
    AccessEntry.Heir heir = new AccessEntry.Heir(directory, owner, group);
    List<AccessEntry> access = inherited(DACL_AT, heir);
    List<AccessEntry> audit = inherited(SACL_AT, heir);
    if (access.isEmpty()) {
      access = List.of(AccessEntry.FULL_FOR_SYSTEM, AccessEntry.FULL_FOR_ADMINISTRATORS);
    }
    int control = SELF_RELATIVE | DACL_PRESENT | DACL_AUTO_INHERITED;
    if (!audit.isEmpty()) {
      control |= SACL_PRESENT | SACL_AUTO_INHERITED;
    }
    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 1).put((byte) 0).putShort((short) control);
    head.putInt(place(parts, owner)).putInt(place(parts, group));
    head.putInt(audit.isEmpty() ? 0 : place(parts, acl(SACL_AT, audit)));
    head.putInt(place(parts, acl(DACL_AT, access)));
    byte[] all = Arrays.copyOf(head.array(), HEAD + parts.size());
    System.arraycopy(parts.toByteArray(), 0, all, HEAD, parts.size());
    return all;
  }

  private static int place(ByteArrayOutputStream parts, byte[] part) {
    if (part.length == 0) {
      return 0;
    }
    int at = HEAD + parts.size();
    parts.writeBytes(part);
    return at;
  }

  private List<AccessEntry> inherited(int aclField, AccessEntry.Heir heir) {
    List<AccessEntry> inherited = new ArrayList<>();
    int acl = bytes.getInt(aclField);
    if (acl != 0) {
      int at = acl + ACL_HEAD;
      for (int i = Short.toUnsignedInt(bytes.getShort(acl + 4)); i > 0; i--) {
        int size = Short.toUnsignedInt(bytes.getShort(at + 2));
        inherited.addAll(new AccessEntry(copy(at, size)).inheritedBy(heir));
        at += size;
      }
    }
    return inherited;
  }

  /** A list of entries with the revision that the list of the folder has. */
  private byte[] acl(int aclField, List<AccessEntry> entries) {
    int size = ACL_HEAD;
    for (AccessEntry entry : entries) {
      size += entry.bytes().length;
    }
    ByteBuffer acl = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    int folders = bytes.getInt(aclField);
    acl.put(folders == 0 ? 2 : bytes.get(folders)).put((byte) 0);
    acl.putShort((short) size).putShort((short) entries.size()).putShort((short) 0);
    entries.forEach(entry -> acl.put(entry.bytes()));
    return acl.array();
  }

  private byte[] sid(int field) {
    int at = bytes.getInt(field);
    return at == 0 ? new byte[0] : copy(at, 8 + 4 * Byte.toUnsignedInt(bytes.get(at + 1)));
  }

  private byte[] copy(int at, int size) {
    byte[] copy = new byte[size];
    bytes.get(at, copy);
    return copy;
  }
}
