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

  long position() {
    return position;
  }

  /** The lines that came since the last call; empty when there are none. */
  String newLines() {
    byte[] bytes = rest();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
      end--;
    }
    return advance(bytes, end);
  }

  /** What is left when the command has ended, up to the last byte. */
  String remainder() {
    StringBuilder text = new StringBuilder();
    for (byte[] bytes = rest(); bytes.length > 0; bytes = rest()) {
      text.append(advance(bytes, bytes.length));
    }
    return text.toString();
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

  private String advance(byte[] bytes, int length) {
    position += length;
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private byte[] rest() {
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
