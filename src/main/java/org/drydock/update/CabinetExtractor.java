package org.drydock.update;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Unpacks chosen files of a cabinet with cabextract, or with expand.exe on Windows. */
@Component
class CabinetExtractor {

  /** A cumulative update of 1 GB takes a minute; what takes longer than this hangs. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int PIPE_BUFFER = 1 << 16;

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

  /** Takes over the content of one file of a cabinet; what it leaves unread is skipped. */
  @FunctionalInterface
  interface Content {
    void take(Cabinet.Entry entry, InputStream content)
        throws IOException, UnreadableUpdateException;
  }

  /** Whether a cabinet's files can be had one after the other without unpacking them to a disk. */
  boolean canPipe() {
    return !WINDOWS;
  }

  /**
   * Unpacks a cabinet into a pipe: its files come in the order of its table, and are told apart by
   * the sizes that it names. Where a file is damaged, what comes behind it may be cut wrongly: an
   * exception makes all of it void.
   *
   * @param messages a file for what cabextract says
   */
  void pipe(Cabinet cabinet, Path messages, Content content)
      throws IOException, UnreadableUpdateException {
    Process process =
        started(
            new ProcessBuilder("cabextract", "-q", "-s", "-p", cabinet.file().toString())
                .redirectError(messages.toFile()));
    CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    try (InputStream all = new BufferedInputStream(process.getInputStream(), PIPE_BUFFER)) {
      for (Cabinet.Entry entry : cabinet.entries()) {
        try (PartOfStream part = new PartOfStream(all, entry.size())) {
          content.take(entry, part);
        }
      }
      if (all.read() >= 0 || process.waitFor() != 0) {
        throw damaged(cabinet, messages);
      }
    } catch (EOFException e) {
      throw damaged(cabinet, messages);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unpacking " + cabinet.file(), e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(messages);
    }
  }

  /** Unpacks one file of a cabinet, whatever its name looks like as a pattern. */
  Path extractOne(Cabinet cabinet, Cabinet.Entry entry, Path to)
      throws IOException, UnreadableUpdateException {
    String pattern = entry.name().replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    extract(cabinet, pattern, List.of(entry), Long.MAX_VALUE, to);
    return to.resolve(entry.name());
  }

  /**
   * Unpacks what can be had of a damaged cabinet.
   *
   * @return the files that came out whole
   */
  List<Cabinet.Entry> salvage(Cabinet cabinet, Path to) throws IOException {
    Path messages = to.resolveSibling(to.getFileName() + ".messages");
    Process process = start(cabinet.file(), "*", to, messages);
    try {
      process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while unpacking " + cabinet.file(), e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(messages);
    }
    List<Cabinet.Entry> whole = new ArrayList<>();
    for (Cabinet.Entry entry : cabinet.entries()) {
      Path file = to.resolve(entry.name());
      if (Files.isRegularFile(file) && Files.size(file) == entry.size()) {
        whole.add(entry);
      }
    }
    return whole;
  }

  private static UnreadableUpdateException damaged(Cabinet cabinet, Path messages)
      throws IOException {
    return new UnreadableUpdateException(
        "The cabinet is damaged and cannot be unpacked (" + lastLine(messages, cabinet) + ").");
  }

  private static Process start(Path file, String pattern, Path to, Path messages)
      throws IOException {
    Files.createDirectories(to);
    List<String> command =
        WINDOWS
            ? List.of("expand.exe", file.toString(), "-F:" + pattern, to.toString())
            : List.of(
                "cabextract", "-q", "-s", "-F", pattern, "-d", to.toString(), file.toString());
    return started(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(messages.toFile()));
  }

  private static Process started(ProcessBuilder program) throws IOException {
    try {
      return program.start();
    } catch (IOException e) {
      throw new IOException(
          "The program "
              + program.command().get(0)
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
