package org.drydock.host;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * Who executes a command: the first file made in its folder, never overwritten.
 *
 * @param pid the wrapper's process; 0 when the command was called off before anyone executed it
 * @param started when that process started, in the unit of the platform that wrote it; a pid alone
 *     may have been given to another process since
 * @param boot the boot of the host during which the command was started
 */
record Claim(long pid, String started, String boot) {

  private static final String FILE = "claim";

  static Optional<Claim> read(Path folder) {
    return read(folder, FILE);
  }

  static Optional<Claim> read(Path folder, String name) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(Files.readString(folder.resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder.resolve(name), e);
    }
    return Optional.of(
        new Claim(
            Long.parseLong(values.getProperty("pid", "0").trim()),
            values.getProperty("started", "").trim(),
            values.getProperty("boot", "").trim()));
  }

  /** Takes a folder that nobody has claimed, so that a wrapper that comes late does nothing. */
  static void callOff(Path folder) {
    Path own = folder.resolve(FILE + "." + UUID.randomUUID());
    try {
      Files.createDirectories(folder);
      Files.writeString(own, "pid=0\n", StandardOpenOption.CREATE_NEW);
      try {
        Files.createLink(folder.resolve(FILE), own);
      } catch (FileAlreadyExistsException e) {
        return; // the wrapper was faster
      } finally {
        Files.delete(own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot call off the command in " + folder, e);
    }
  }

  boolean calledOff() {
    return pid == 0;
  }
}
