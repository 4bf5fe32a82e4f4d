package org.drydock.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a command's output file while the command still writes it, in whole lines. */
final class CommandOutput {

  private static final int BLOCK = 64 * 1024;

  private final Path file;
  private long position;

  /**
   * @param position where to go on, in bytes
   */
  CommandOutput(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  /**
   * A part of the output.
   *
   * @param start where it begins, in bytes
   * @param end the offset behind it
   */
  record Part(String text, long start, long end) {
    boolean isEmpty() {
      return start == end;
    }
  }

  /** The lines behind the position, as many as a block holds; the position stays. */
  Part lines() {
    byte[] block = block();
    int end = endOfLines(block);
    return part(block, end == 0 && block.length == BLOCK ? endOfCharacters(block) : end);
  }

  /** The same for a command that has ended: its last line may lack an end. */
  Part lastLines() {
    byte[] block = block();
    int end = endOfLines(block);
    if (end > 0) {
      return part(block, end);
    }
    return part(block, block.length == BLOCK ? endOfCharacters(block) : block.length);
  }

  void goOnAt(long position) {
    this.position = position;
  }

  /** All that was written, from the beginning. */
  String everything() {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the output of a command in " + file, e);
    }
  }

  private Part part(byte[] block, int length) {
    String text = new String(block, 0, length, StandardCharsets.UTF_8);
    return new Part(text, position, position + length);
  }

  private static int endOfLines(byte[] block) {
    int end = block.length;
    while (end > 0 && block[end - 1] != '\n' && block[end - 1] != '\r') {
      end--;
    }
    return end;
  }

  /** In a line that is longer than a block: before the character that the block cuts in two. */
  private static int endOfCharacters(byte[] block) {
    int end = block.length - 1;
    while (end > block.length - 4 && (block[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private byte[] block() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      channel.read(block, position);
      block.flip();
      byte[] bytes = new byte[block.remaining()];
      block.get(bytes);
      return bytes;
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the output of a command in " + file, e);
    }
  }
}
