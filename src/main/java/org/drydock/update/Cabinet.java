package org.drydock.update;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The table of contents of a cabinet file ([MS-CAB]), read without unpacking anything, so that
 * names and sizes are known to be harmless before cabextract sees them.
 */
record Cabinet(Path file, List<Entry> entries) {

  private static final int HEADER_BYTES = 36;
  private static final int ENTRY_BYTES = 16;
  private static final int LONGEST_NAME = 256;
  private static final int HAS_PREVIOUS_OR_NEXT = 0x0003;
  private static final int NAME_IS_UTF8 = 0x80;
  private static final Pattern LEAVES_ITS_FOLDER =
      Pattern.compile("/.*|[A-Za-z]:.*|(.*/)?\\.\\.(/.*)?");

  /**
   * @param name with forward slashes
   * @param size unpacked, in bytes
   */
  record Entry(String name, long size, Instant modifiedAt) {

    boolean isNamed(String suffix) {
      return name.toLowerCase(Locale.ROOT).endsWith(suffix);
    }
  }

  /** Reads the table; refuses truncated cabinets, parts of a set, and names that leave a folder. */
  static Cabinet open(Path path) throws IOException, UnreadableUpdateException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      ByteBuffer header = read(file, 0, HEADER_BYTES);
      long size = Integer.toUnsignedLong(header.getInt(8));
      if (file.length() < size) {
        throw new UnreadableUpdateException(
            "The cabinet is truncated: "
                + file.length()
                + " of "
                + size
                + " bytes are there. If it is still being copied, synchronise again afterwards;"
                + " else copy it again.");
      }
      if ((header.getShort(30) & HAS_PREVIOUS_OR_NEXT) != 0) {
        throw new UnreadableUpdateException(
            "It is one part of a cabinet set of several files. Updates come as one file.");
      }
      long offset = Integer.toUnsignedLong(header.getInt(16));
      return new Cabinet(path, entries(file, offset, Short.toUnsignedInt(header.getShort(28))));
    } catch (EOFException e) {
      throw new UnreadableUpdateException(
          "The cabinet's table of contents is damaged. Copy the file again.", e);
    }
  }

  /** The entries whose name, in lower case, is accepted. */
  List<Entry> matching(Predicate<String> name) {
    return entries.stream().filter(e -> name.test(e.name().toLowerCase(Locale.ROOT))).toList();
  }

  boolean has(Predicate<String> name) {
    return !matching(name).isEmpty();
  }

  private static List<Entry> entries(RandomAccessFile file, long offset, int count)
      throws IOException, UnreadableUpdateException {
    List<Entry> entries = new ArrayList<>(count);
    long at = offset;
    for (int i = 0; i < count; i++) {
      int there = (int) Math.min(ENTRY_BYTES + LONGEST_NAME, file.length() - at);
      if (there <= ENTRY_BYTES) {
        throw new EOFException();
      }
      ByteBuffer entry = read(file, at, there);
      int nameEnd = ENTRY_BYTES;
      while (nameEnd < there && entry.get(nameEnd) != 0) {
        nameEnd++;
      }
      if (nameEnd == there) {
        throw new EOFException();
      }
      entries.add(entry(entry, nameEnd));
      at += nameEnd + 1;
    }
    return List.copyOf(entries);
  }

  private static Entry entry(ByteBuffer bytes, int nameEnd) throws UnreadableUpdateException {
    Charset charset =
        (bytes.getShort(14) & NAME_IS_UTF8) != 0
            ? StandardCharsets.UTF_8
            : StandardCharsets.ISO_8859_1;
    String name =
        new String(bytes.array(), ENTRY_BYTES, nameEnd - ENTRY_BYTES, charset).replace('\\', '/');
    if (name.isEmpty() || LEAVES_ITS_FOLDER.matcher(name).matches()) {
      throw new UnreadableUpdateException(
          "The cabinet holds the path \""
              + name
              + "\", which leads out of the folder it is unpacked to. No update does that: do not"
              + " use this file.");
    }
    return new Entry(
        name,
        Integer.toUnsignedLong(bytes.getInt(0)),
        dosTime(Short.toUnsignedInt(bytes.getShort(10)), Short.toUnsignedInt(bytes.getShort(12))));
  }

  /** MS-DOS date and time; a date that is none counts as 1980, the first one. */
  private static Instant dosTime(int date, int time) {
    try {
      return LocalDateTime.of(
              1980 + (date >> 9),
              (date >> 5) & 0xF,
              date & 0x1F,
              time >> 11,
              (time >> 5) & 0x3F,
              (time & 0x1F) * 2)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return LocalDateTime.of(1980, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    }
  }

  private static ByteBuffer read(RandomAccessFile file, long offset, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    file.seek(offset);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
