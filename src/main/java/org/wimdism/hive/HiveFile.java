package org.wimdism.hive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * The bytes of a hive's bins. Positions count from the first bin, as the hive's own offsets do.
 *
 * <p>The file is mapped, not read: large hives do not fit into the heap. Changes stay in memory
 * until {@link #save}.
 */
final class HiveFile {

  /** Bins are multiples of this; it is also the unit in which changes are written. */
  static final int PAGE = 4096;

  private final Path path;
  private final BaseBlock base;
  private final ByteBuffer mapped;
  private final BitSet changedPages = new BitSet();
  private ByteBuffer appended = littleEndian(ByteBuffer.allocate(0));
  private int length;

  private HiveFile(Path path, BaseBlock base, ByteBuffer mapped) {
    this.path = path;
    this.base = base;
    this.mapped = mapped;
    this.length = base.length();
  }

  static HiveFile open(Path path, boolean write) {
    try (FileChannel channel =
        write
            ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(path, StandardOpenOption.READ)) {
      BaseBlock base = baseBlock(path, channel);
      if (channel.size() - BaseBlock.SIZE < base.length()) {
        throw damaged(path, "it is shorter than its header says");
      }
      // Private: what is changed in the mapping must not reach the file before everything is right.
      ByteBuffer mapped =
          channel.map(write ? MapMode.PRIVATE : MapMode.READ_ONLY, BaseBlock.SIZE, base.length());
      return new HiveFile(path, base, littleEndian(mapped));
    } catch (IOException e) {
      throw new ServicingError(
          ErrorCode.FILE_NOT_FOUND, "The registry hive " + path + " cannot be read: " + e, e);
    }
  }

  BaseBlock base() {
    return base;
  }

  /** Bytes of all bins, with those that were appended. */
  int length() {
    return length;
  }

  /**
   * The cell at an offset that the hive itself gives.
   *
   * @throws ServicingError when there is no cell in use
   */
  Cell cell(int at) {
    if (at < 0 || at % Cell.UNIT != 0 || at > length - Cell.UNIT) {
      throw damaged("it refers to what is not there");
    }
    int size = -getInt(at);
    if (size < Cell.UNIT || size % Cell.UNIT != 0 || size > length - at) {
      throw damaged("it refers to a cell that is free or has no right size");
    }
    return new Cell(this, at, size - Cell.HEADER);
  }

  int getInt(int at) {
    return isMapped(at) ? mapped.getInt(at) : appended.getInt(at - mapped.capacity());
  }

  short getShort(int at) {
    return isMapped(at) ? mapped.getShort(at) : appended.getShort(at - mapped.capacity());
  }

  /** Bytes that lie in one bin. */
  byte[] getBytes(int at, int count) {
    byte[] bytes = new byte[count];
    if (isMapped(at)) {
      mapped.get(at, bytes);
    } else {
      appended.get(at - mapped.capacity(), bytes);
    }
    return bytes;
  }

  void putBytes(int at, byte[] bytes) {
    if (isMapped(at)) {
      mapped.put(at, bytes);
    } else {
      appended.put(at - mapped.capacity(), bytes);
    }
    if (bytes.length > 0) {
      changedPages.set(at / PAGE, (at + bytes.length - 1) / PAGE + 1);
    }
  }

  /** A number at a multiple of its own size: it does not cross pages. */
  void putInt(int at, int number) {
    if (isMapped(at)) {
      mapped.putInt(at, number);
    } else {
      appended.putInt(at - mapped.capacity(), number);
    }
    changedPages.set(at / PAGE);
  }

  /** Makes room for a bin behind the last one, filled with zeros, and returns its position. */
  int append(int size) {
    int at = length;
    if (size > Integer.MAX_VALUE - BaseBlock.SIZE - length) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The registry hive " + path.getFileName() + " would become larger than 2 GB.");
    }
    int needed = length - mapped.capacity() + size;
    if (needed > appended.capacity()) {
      int room = Math.max(needed, (int) Math.min(2L * needed, Integer.MAX_VALUE - 8));
      appended = littleEndian(ByteBuffer.wrap(Arrays.copyOf(appended.array(), room)));
    }
    length += size;
    changedPages.set(at / PAGE, length / PAGE);
    return at;
  }

  /**
   * Writes the changes into the file.
   *
   * <p>A process that is killed meanwhile leaves the hive as it was, or marked as not closed
   * cleanly. Only a copy is changed, so nothing relies on it after a power failure.
   */
  void save(Instant time) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int before = base.length() / PAGE;
      appendPages(channel, before);
      base.begin(time);
      write(channel, base.bytes(), 0);
      writePages(channel, 0, before);
      base.finish(length);
      write(channel, base.bytes(), 0);
      changedPages.clear();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  ServicingError damaged(String why) {
    return damaged(path, why);
  }

  private static BaseBlock baseBlock(Path path, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BaseBlock.SIZE);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // A read may give less than was asked for.
    }
    BaseBlock base = new BaseBlock(Arrays.copyOf(bytes.array(), bytes.position()));
    base.fault()
        .ifPresent(
            fault -> {
              throw damaged(path, fault);
            });
    return base;
  }

  /** Writes what comes behind the old end; when there is no room, the file stays as it was. */
  private void appendPages(FileChannel channel, int before) throws IOException {
    long size = channel.size();
    try {
      writePages(channel, before, length / PAGE);
    } catch (IOException e) {
      channel.truncate(size);
      throw e;
    }
  }

  private void writePages(FileChannel channel, int from, int to) throws IOException {
    int seam = mapped.capacity() / PAGE;
    int start = changedPages.nextSetBit(from);
    while (start >= 0 && start < to) {
      int end = Math.min(changedPages.nextClearBit(start), to);
      if (start < seam) {
        end = Math.min(end, seam);
        write(channel, mapped.slice(start * PAGE, (end - start) * PAGE), start + 1);
      } else {
        write(channel, appended.slice((start - seam) * PAGE, (end - start) * PAGE), start + 1);
      }
      start = changedPages.nextSetBit(end);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes, int page) throws IOException {
    long at = (long) page * PAGE;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private boolean isMapped(int at) {
    return at < mapped.capacity();
  }

  private ServicingError unwritable(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left on device")
        ? new ServicingError(
            ErrorCode.DISK_FULL,
            "There is not enough space on the disk to write the hive "
                + path
                + ".\nMake room there and retry; the image was not changed.",
            e)
        : new ServicingError(
            ErrorCode.WRITE_FAULT, "The registry hive " + path + " cannot be written: " + e, e);
  }

  private static ServicingError damaged(Path path, String why) {
    return new ServicingError(
        ErrorCode.INVALID_DATA,
        "The registry hive "
            + path.getFileName()
            + " of the image is damaged: "
            + why
            + ".\nTake an undamaged image.");
  }

  private static ByteBuffer littleEndian(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
