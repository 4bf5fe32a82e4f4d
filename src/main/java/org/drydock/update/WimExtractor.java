package org.drydock.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Lists and unpacks files of the first image of a WIM with wimlib-imagex, as a process of its own,
 * so that a malformed WIM cannot reach the server's memory.
 */
@Component
class WimExtractor {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final String IMAGE = "1";
  private static final String PROGRAM = "wimlib-imagex";
  private static final long MOST_LISTING_BYTES = 256L << 20;

  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private static final Pattern PATH = Pattern.compile("Full Path\\s+= \"/(.*)\"");
  private static final Pattern SIZE = Pattern.compile("Uncompressed size\\s+= (\\d+) bytes");

  /**
   * @param path below the image's root, with forward slashes
   * @param size unpacked, in bytes
   */
  record Entry(String path, long size) {

    String lowerCaseName() {
      return path.toLowerCase(Locale.ROOT);
    }

    boolean isInRoot() {
      return path.indexOf('/') < 0;
    }
  }

  /** The files with content, with their sizes. */
  List<Entry> list(Path wim, Path work) throws IOException, UnreadableUpdateException {
    Path output = Files.createDirectories(work).resolve("listing");
    run(wim, work, output, List.of(PROGRAM, "dir", wim.toString(), IMAGE, "--detailed"));
    if (Files.size(output) > MOST_LISTING_BYTES) {
      throw new UnreadableUpdateException("It is a WIM with too many files to be an update.");
    }
    List<Entry> entries = new ArrayList<>();
    String path = null;
    for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
      Matcher named = PATH.matcher(line);
      Matcher sized = SIZE.matcher(line);
      if (named.matches()) {
        path = named.group(1);
      } else if (path != null && sized.matches()) {
        long size = Long.parseLong(sized.group(1));
        if (size > 0) {
          entries.add(new Entry(path, size));
        }
        path = null; // other streams of the same file do not count
      }
    }
    Files.delete(output);
    return entries;
  }

  /**
   * @param mostBytes what the chosen files may take together, unpacked
   */
  void extract(Path wim, List<Entry> chosen, long mostBytes, Path to)
      throws IOException, UnreadableUpdateException {
    long bytes = chosen.stream().mapToLong(Entry::size).sum();
    if (bytes > mostBytes) {
      throw new UnreadableUpdateException(
          "Its metadata would unpack to "
              + bytes
              + " bytes, more than the "
              + mostBytes
              + " that Drydock reads. No update has that much: do not use this file.");
    }
    if (chosen.isEmpty()) {
      return;
    }
    Files.createDirectories(to);
    Path names = to.resolveSibling(to.getFileName() + ".names");
    Files.write(names, chosen.stream().map(entry -> "/" + entry.path()).toList());
    Path output = to.resolveSibling(to.getFileName() + ".output");
    run(
        wim,
        to,
        output,
        List.of(
            PROGRAM,
            "extract",
            wim.toString(),
            IMAGE,
            "@" + names,
            "--no-globs",
            "--dest-dir=" + to,
            "--no-acls",
            "--no-attributes"));
    Files.delete(output);
    Files.delete(names);
  }

  private static void run(Path wim, Path folder, Path output, List<String> command)
      throws IOException, UnreadableUpdateException {
    Path messages = folder.resolveSibling(folder.getFileName() + ".messages");
    Process process = start(command, output, messages);
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new UnreadableUpdateException(
            "Reading the WIM did not end within " + LONGEST.toMinutes() + " minutes.");
      }
      if (process.exitValue() != 0) {
        throw new UnreadableUpdateException(
            "The WIM is damaged and cannot be read ("
                + firstLine(messages, wim)
                + "). If it is still being copied, synchronise again afterwards; else copy it"
                + " again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading " + wim, e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(messages);
    }
  }

  private static Process start(List<String> command, Path output, Path messages)
      throws IOException {
    ProcessBuilder program =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile());
    program.environment().put("LC_ALL", "C.UTF-8"); // in which it writes names
    try {
      return program.start();
    } catch (IOException e) {
      throw new IOException(
          "it is an .msu in WIM form, and the program "
              + PROGRAM
              + " that reads those cannot be started. "
              + (WINDOWS
                  ? "Install wimlib for Windows (wimlib.net) and put its folder into the PATH of the"
                      + " server"
                  : "Install it (Debian, Ubuntu: apt-get install wimtools)"),
          e);
    }
  }

  private static String firstLine(Path messages, Path wim) throws IOException {
    return Files.readString(messages, StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.replace(wim.toString(), "the file"))
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("no message");
  }
}
