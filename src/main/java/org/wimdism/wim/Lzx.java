package org.wimdism.wim;

import java.util.Arrays;

/**
 * Unpacks one chunk of a WIM resource that is compressed with LZX, as [MS-PATCH] describes it, in
 * the form that WIM files have: chunks of 32 KB, each by itself.
 *
 * <p>What is no LZX gives wrong bytes or an {@link IndexOutOfBoundsException}; the caller compares
 * the SHA-1.
 */
final class Lzx {

  static final int CHUNK = 1 << 15;

  private static final int LITERALS = 256;
  private static final int OFFSET_SLOTS = 30;
  private static final int MAIN_SYMBOLS = LITERALS + 8 * OFFSET_SLOTS;
  private static final int LENGTH_SYMBOLS = 249;
  private static final int ALIGNED_SYMBOLS = 8;
  private static final int PRE_SYMBOLS = 20;
  private static final int LONGEST_CODE = 16;
  private static final int SHORTEST_MATCH = 2;
  private static final int ALIGNED_BLOCK = 2;
  private static final int UNCOMPRESSED_BLOCK = 3;

  /** What call instructions were translated for, whatever the size of the file. */
  private static final int CALL_SPACE = 12_000_000;

  private static final byte CALL = (byte) 0xe8;
  private static final int UNTRANSLATED_TAIL = 10;

  private final byte[] in;
  private final int end;
  private int next;
  private int bits;
  private int bitCount;
  private final int[] recent = {1, 1, 1};
  private final byte[] mainLengths = new byte[MAIN_SYMBOLS];
  private final byte[] lengthLengths = new byte[LENGTH_SYMBOLS];

  Lzx(byte[] in, int start, int end) {
    this.in = in;
    this.next = start;
    this.end = end;
  }

  /** Code words of one Huffman code, by their lengths. */
  private static final class Code {
    private final int[] count = new int[LONGEST_CODE + 1];
    private final int[] symbols;

    Code(byte[] lengths) {
      for (byte length : lengths) {
        count[length]++;
      }
      count[0] = 0;
      int[] place = new int[LONGEST_CODE + 2];
      for (int length = 1; length <= LONGEST_CODE; length++) {
        place[length + 1] = place[length] + count[length];
      }
      symbols = new int[place[LONGEST_CODE + 1]];
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] > 0) {
          symbols[place[lengths[symbol]]++] = symbol;
        }
      }
    }
  }

  void unpack(byte[] out, int start, int length) {
    int at = start;
    int stop = start + length;
    while (at < stop) {
      int kind = read(3);
      int size = read(1) == 1 ? CHUNK : read(16);
      if (size == 0 || size > stop - at) {
        throw new IndexOutOfBoundsException("a block of " + size + " bytes");
      }
      if (kind == UNCOMPRESSED_BLOCK) {
        copyBlock(out, at, size);
      } else {
        unpackBlock(kind, out, start, at, at + size);
      }
      at += size;
    }
    translateCalls(out, start, length);
  }

  private void copyBlock(byte[] out, int at, int size) {
    // The rest of the current unit is skipped, or a whole one.
    if (bitCount == 0) {
      fill(1);
    }
    bitCount = 0;
    bits = 0;
    for (int i = 0; i < recent.length; i++) {
      recent[i] = read(in, next);
      next += Integer.BYTES;
    }
    System.arraycopy(in, next, out, at, size);
    next += size + (size & 1);
  }

  private void unpackBlock(int kind, byte[] out, int start, int from, int stop) {
    Code aligned = null;
    if (kind == ALIGNED_BLOCK) {
      byte[] lengths = new byte[ALIGNED_SYMBOLS];
      for (int i = 0; i < ALIGNED_SYMBOLS; i++) {
        lengths[i] = (byte) read(3);
      }
      aligned = new Code(lengths);
    }
    readLengths(mainLengths, 0, LITERALS);
    readLengths(mainLengths, LITERALS, MAIN_SYMBOLS);
    readLengths(lengthLengths, 0, LENGTH_SYMBOLS);
    Code main = new Code(mainLengths);
    Code lengths = new Code(lengthLengths);
    int at = from;
    while (at < stop) {
      int symbol = decode(main);
      if (symbol < LITERALS) {
        out[at++] = (byte) symbol;
        continue;
      }
      int length = (symbol - LITERALS & 7) + SHORTEST_MATCH;
      if (length == 7 + SHORTEST_MATCH) {
        length += decode(lengths);
      }
      int offset = offset(symbol - LITERALS >> 3, aligned);
      if (offset <= 0 || offset > at - start || length > stop - at) {
        throw new IndexOutOfBoundsException("a match that leads out of the block");
      }
      for (int i = 0; i < length; i++, at++) {
        out[at] = out[at - offset];
      }
    }
  }

  private int offset(int slot, Code aligned) {
    if (slot < recent.length) {
      int offset = recent[slot];
      recent[slot] = recent[0];
      recent[0] = offset;
      return offset;
    }
    int extra = slot < 4 ? 0 : slot / 2 - 1;
    int base = slot < 4 ? slot : 2 + (slot & 1) << extra;
    int offset = base - 2;
    if (aligned != null && extra >= 3) {
      offset += (read(extra - 3) << 3) + decode(aligned);
    } else {
      offset += read(extra);
    }
    recent[2] = recent[1];
    recent[1] = recent[0];
    recent[0] = offset;
    return offset;
  }

  /** Lengths are told as differences to those of the block before. */
  private void readLengths(byte[] lengths, int from, int to) {
    byte[] preLengths = new byte[PRE_SYMBOLS];
    for (int i = 0; i < PRE_SYMBOLS; i++) {
      preLengths[i] = (byte) read(4);
    }
    Code pre = new Code(preLengths);
    int at = from;
    while (at < to) {
      int symbol = decode(pre);
      int run = 1;
      int length = 0;
      if (symbol == 17) {
        run = 4 + read(4);
      } else if (symbol == 18) {
        run = 20 + read(5);
      } else if (symbol == 19) {
        run = 4 + read(1);
        length = changed(lengths[at], decode(pre));
      } else {
        length = changed(lengths[at], symbol);
      }
      int stop = Math.min(at + run, to);
      Arrays.fill(lengths, at, stop, (byte) length);
      at = stop;
    }
  }

  private static int changed(int before, int difference) {
    return Math.floorMod(before - difference, 17);
  }

  private int decode(Code code) {
    int word = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      word |= read(1);
      int count = code.count[length];
      if (word - first < count) {
        return code.symbols[index + word - first];
      }
      index += count;
      first = first + count << 1;
      word <<= 1;
    }
    throw new IndexOutOfBoundsException("no such code word");
  }

  /** Bits come from units of 16, highest first. */
  private int read(int count) {
    if (count == 0) {
      return 0;
    }
    fill(count);
    bitCount -= count;
    return bits >>> bitCount & (1 << count) - 1;
  }

  private void fill(int count) {
    while (bitCount < count) {
      int unit = next + 1 < end ? in[next] & 0xff | (in[next + 1] & 0xff) << 8 : 0;
      if (next >= end + Integer.BYTES) {
        throw new IndexOutOfBoundsException("the chunk ended before its content did");
      }
      next += 2;
      bits = bits << 16 | unit;
      bitCount += 16;
    }
  }

  /** Addresses of calls were made absolute, which compresses better. */
  private static void translateCalls(byte[] out, int start, int length) {
    for (int i = 0; i < length - UNTRANSLATED_TAIL; i++) {
      if (out[start + i] == CALL) {
        int absolute = read(out, start + i + 1);
        if (absolute >= 0 && absolute < CALL_SPACE) {
          write(out, start + i + 1, absolute - i);
        } else if (absolute < 0 && absolute >= -i) {
          write(out, start + i + 1, absolute + CALL_SPACE);
        }
        i += Integer.BYTES;
      }
    }
  }

  private static int read(byte[] bytes, int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  private static void write(byte[] bytes, int at, int number) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (number >>> Byte.SIZE * i);
    }
  }
}
