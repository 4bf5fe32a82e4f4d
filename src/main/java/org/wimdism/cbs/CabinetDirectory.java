package org.wimdism.cbs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the file list of a cabinet as it is stored: cabextract prints names only after it has bent
 * dangerous ones into harmless ones.
 */
final class CabinetDirectory {

  private static final int HEADER = 36;
  private static final int FILE_RECORD = 16;
  private static final int SIZE_AT = 8;
  private static final int FILES_AT = 16;
  private static final int COUNT_AT = 28;
  private static final int UTF8_NAME = 0x80;

  /** The format allows 255 bytes; writers exist that take more. */
  private static final int LONGEST_NAME = 1024;

  private CabinetDirectory() {}

  /** Lists the files; refuses names that lead out of the folder they are unpacked into. */
  static List<CabinetEntry> read(Path cabinet) {
    try (RandomAccessFile file = new RandomAccessFile(cabinet.toFile(), "r")) {
      ByteBuffer header = ByteBuffer.wrap(bytes(file, 0, HEADER)).order(ByteOrder.LITTLE_ENDIAN);
      if (Integer.toUnsignedLong(header.getInt(SIZE_AT)) > file.length()) {
        throw damaged(cabinet, "it is shorter than its header says; copy it again");
      }
      int count = Short.toUnsignedInt(header.getShort(COUNT_AT));
      return entries(cabinet, file, Integer.toUnsignedLong(header.getInt(FILES_AT)), count);
    } catch (IOException e) {
      throw damaged(cabinet, "its file list cannot be read: " + e.getMessage());
    }
  }

  private static List<CabinetEntry> entries(
      Path cabinet, RandomAccessFile file, long start, int count) throws IOException {
    List<CabinetEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long at = start;
    for (int i = 0; i < count; i++) {
      ByteBuffer fixed =
          ByteBuffer.wrap(bytes(file, at, FILE_RECORD)).order(ByteOrder.LITTLE_ENDIAN);
      long size = Integer.toUnsignedLong(fixed.getInt(0));
      boolean utf8 = (fixed.getShort(14) & UTF8_NAME) != 0;
      byte[] name = nameAt(file, at + FILE_RECORD);
      at += FILE_RECORD + name.length + 1;
      Charset charset = utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
      String path = new String(name, charset).replace('\\', '/');
      refuseUnsafe(cabinet, path);
      if (!names.add(path.toLowerCase(Locale.ROOT))) {
        throw damaged(cabinet, "it holds the name \"" + path + "\" twice");
      }
      entries.add(new CabinetEntry(path, size));
    }
    return entries;
  }

  private static void refuseUnsafe(Path cabinet, String path) {
    boolean absolute = path.startsWith("/") || path.contains(":");
    boolean leavesFolder = List.of(path.split("/", -1)).contains("..");
    if (path.isEmpty() || absolute || leavesFolder || path.chars().anyMatch(c -> c < ' ')) {
      throw Fault.INVALID_DATA.with(
          cabinet.getFileName()
              + " holds a file named \""
              + path.replaceAll("\\p{Cntrl}", "?")
              + "\", which leads out of the folder it is unpacked into. Nothing was unpacked.");
    }
  }

  private static byte[] nameAt(RandomAccessFile file, long at) throws IOException {
    int available = (int) Math.min(LONGEST_NAME, Math.max(0, file.length() - at));
    byte[] bytes = bytes(file, at, available);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return Arrays.copyOf(bytes, i);
      }
    }
    throw new IOException("a name without end");
  }

  private static byte[] bytes(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return bytes;
  }

  private static RuntimeException damaged(Path cabinet, String why) {
    return Fault.FILE_CORRUPT.with(cabinet.getFileName() + " is damaged: " + why + ".");
  }
}
