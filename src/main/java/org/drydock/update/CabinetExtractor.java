package org.drydock.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Unpacks chosen files of a cabinet with cabextract, or with expand.exe on Windows. */
@Component
class CabinetExtractor {

  /** A cumulative update of 1 GB takes a minute; what takes longer than this hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /**
   * @param pattern which files, as a shell pattern without regard to case
   * @param mostBytes what the chosen files may take together, unpacked
   */
  void extract(Cabinet cabinet, String pattern, List<Cabinet.Entry> chosen, long mostBytes, Path to)
      throws IOException, UnreadableUpdateException {
    long bytes = chosen.stream().mapToLong(Cabinet.Entry::size).sum();
    if (bytes > mostBytes) {
      throw new UnreadableUpdateException(
          "Its metadata would unpack to "
              + bytes
              + " bytes, more than the "
              + mostBytes
              + " that Drydock reads. No update has that much: do not use this file.");
    }
    Path messages = to.resolveSibling(to.getFileName() + ".messages");
    Process process = start(cabinet.file(), pattern, to, messages);
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new UnreadableUpdateException(
            "Unpacking did not end within " + LONGEST.toMinutes() + " minutes and was stopped.");
      }
      if (process.exitValue() != 0) {
        throw new UnreadableUpdateException(
            "The cabinet is damaged and cannot be unpacked ("
                + lastLine(messages, cabinet)
                + "). Copy the file again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unpacking " + cabinet.file(), e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(messages);
    }
  }

  private static Process start(Path file, String pattern, Path to, Path messages)
      throws IOException {
    Files.createDirectories(to);
    List<String> command =
        WINDOWS
            ? List.of("expand.exe", file.toString(), "-F:" + pattern, to.toString())
            : List.of(
                "cabextract", "-q", "-s", "-F", pattern, "-d", to.toString(), file.toString());
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(messages.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException(
          "The program "
              + command.get(0)
              + " cannot be started. Install it (Debian, Ubuntu: apt-get install cabextract).",
          e);
    }
  }

  private static String lastLine(Path messages, Cabinet cabinet) throws IOException {
    return Files.readString(messages, StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.replace(cabinet.file() + ": ", ""))
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("no message");
  }
}
