package org.wimdism.hive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/** The free cells of a hive; grows the hive by a bin when none is large enough. */
final class FreeSpace {

  private static final byte[] BIN_SIGNATURE = "hbin".getBytes(StandardCharsets.US_ASCII);
  private static final int BIN_HEADER = 32;

  private final HiveFile file;
  private final TreeMap<Integer, Queue<Integer>> cellsBySize = new TreeMap<>();

  /**
   * Finds the free cells, and joins those that lie side by side.
   *
   * @throws org.wimdism.ServicingError when the bins are not laid out as they must be
   */
  FreeSpace(HiveFile file) {
    this.file = file;
    int bin = 0;
    while (bin < file.length()) {
      bin = readBin(bin);
    }
  }

  /** A cell for so many bytes of content, filled with zeros. */
  Cell allocate(int content) {
    int size = roundUp(content + Cell.HEADER, Cell.UNIT);
    Map.Entry<Integer, Queue<Integer>> fitting = cellsBySize.ceilingEntry(size);
    int room;
    int at;
    if (fitting == null) {
      room = roundUp(size + BIN_HEADER, HiveFile.PAGE) - BIN_HEADER;
      at = appendBin(room + BIN_HEADER);
    } else {
      room = fitting.getKey();
      at = fitting.getValue().remove();
      if (fitting.getValue().isEmpty()) {
        cellsBySize.remove(room);
      }
    }
    if (room > size) {
      add(at + size, room - size);
    }
    file.putBytes(at, new byte[size]);
    file.putInt(at, -size);
    return file.cell(at);
  }

  private int readBin(int bin) {
    int size = bin + BIN_HEADER > file.length() ? 0 : file.getInt(bin + 8);
    if (size <= 0
        || size % HiveFile.PAGE != 0
        || size > file.length() - bin
        || !Arrays.equals(file.getBytes(bin, BIN_SIGNATURE.length), BIN_SIGNATURE)
        || file.getInt(bin + 4) != bin) {
      throw file.damaged("its parts do not join");
    }
    int end = bin + size;
    int free = 0;
    int at = bin + BIN_HEADER;
    while (at < end) {
      int length = file.getInt(at);
      int cell = Math.abs(length);
      if (cell < Cell.UNIT || cell % Cell.UNIT != 0 || cell > end - at) {
        throw file.damaged("a cell has no right size");
      }
      if (length > 0) {
        free += cell;
      } else {
        addJoined(at, free);
        free = 0;
      }
      at += cell;
    }
    addJoined(end, free);
    return end;
  }

  private void addJoined(int end, int size) {
    if (size > 0) {
      add(end - size, size);
    }
  }

  private void add(int at, int size) {
    if (file.getInt(at) != size) {
      file.putInt(at, size);
    }
    cellsBySize.computeIfAbsent(size, each -> new ArrayDeque<>()).add(at);
  }

  private int appendBin(int size) {
    int bin = file.append(size);
    file.putBytes(bin, BIN_SIGNATURE);
    file.putInt(bin + 4, bin);
    file.putInt(bin + 8, size);
    return bin + BIN_HEADER;
  }

  private static int roundUp(int number, int unit) {
    return Math.addExact(number, unit - 1) / unit * unit;
  }
}
