package org.wimdism.wim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Changes the directory tree inside an uncompressed WIM, and its SHA-1, for tests. */
public final class MetadataSurgery {

  /** In a directory entry on disk: where the offset of its children and its name are. */
  private static final int CHILDREN_AT = 16;

  private static final int NAME_AT = 102;

  private final Path wim;
  private final byte[] file;
  private final WimResource metadata;

  public MetadataSurgery(Path wim) throws Exception {
    this.wim = wim;
    this.file = Files.readAllBytes(wim);
    try (WimFile open = WimFile.open(wim)) {
      this.metadata = open.metadata(1);
    }
  }

  /** Gives an entry another name of the same length. */
  public void rename(String from, String to) throws Exception {
    replace(from.getBytes(StandardCharsets.UTF_16LE), to.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Puts other bytes in the place of as many that are found first. */
  void replace(byte[] from, byte[] to) throws Exception {
    System.arraycopy(to, 0, file, find(from, start()), to.length);
    save();
  }

  /** Makes the root's children the children of this folder too. */
  public void putRootInto(String folder) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int securitySize = bytes.getInt(start());
    int root = start() + (securitySize + 7 & ~7);
    int entry = find(folder.getBytes(StandardCharsets.UTF_16LE), start()) - NAME_AT;
    bytes.putLong(entry + CHILDREN_AT, bytes.getLong(root + CHILDREN_AT));
    save();
  }

  private int start() {
    return Math.toIntExact(metadata.offset());
  }

  private void save() throws Exception {
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(file, start(), Math.toIntExact(metadata.compressedSize()));
    byte[] old = HexFormat.of().parseHex(metadata.sha1());
    byte[] changed = sha1.digest();
    System.arraycopy(changed, 0, file, find(old, 0), changed.length);
    Files.write(wim, file);
  }

  private int find(byte[] wanted, int from) {
    for (int at = from; at <= file.length - wanted.length; at++) {
      int i = 0;
      while (i < wanted.length && file[at + i] == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return at;
      }
    }
    throw new IllegalStateException("not found in " + wim);
  }
}
