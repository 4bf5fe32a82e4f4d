package org.drydock.dism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.operation.CommandResult;

/**
 * What an ended process left behind.
 *
 * @param stderr null where it was not kept
 * @param exitCode as the operating system gave it
 * @param killed whether it left no exit code
 */
record Outcome(String output, String stderr, int exitCode, boolean killed) {

  /** The last line of wimdism: its exit code in full, where the system only passes eight bits. */
  private static final Pattern EXIT = Pattern.compile("(?m)^exit: (-?\\d+)$");

  static Outcome of(CommandResult result) {
    return new Outcome(
        result.output(),
        result.folder() == null ? null : text(result.folder().resolve("stderr")),
        result.exitCode(),
        result.killed());
  }

  static Outcome in(Path folder, int exitCode, boolean killed) {
    String output = text(folder.resolve("stdout"));
    return new Outcome(
        output == null ? "" : output, text(folder.resolve("stderr")), exitCode, killed);
  }

  /** The exit code that the program itself wrote down. */
  OptionalInt writtenExitCode() {
    OptionalInt written = OptionalInt.empty();
    if (stderr != null) {
      for (Matcher line = EXIT.matcher(stderr); line.find(); ) {
        written = OptionalInt.of((int) Long.parseLong(line.group(1)));
      }
    }
    return written;
  }

  /** What the program said last, for a program that did not come to report its failure. */
  String lastWords() {
    String said = stderr == null || stderr.isBlank() ? output : stderr;
    return said.lines()
        .map(line -> ProgressBar.without(line).trim())
        .filter(line -> !line.isEmpty())
        .reduce("", (former, line) -> line);
  }

  private static String text(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read DISM's output " + file, e);
    }
  }

  /** wimdism writes UTF-8, Dism.exe the code page of the host. */
  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      String hostCharset = System.getProperty("native.encoding");
      return new String(
          bytes, hostCharset == null ? Charset.defaultCharset() : Charset.forName(hostCharset));
    }
  }
}
