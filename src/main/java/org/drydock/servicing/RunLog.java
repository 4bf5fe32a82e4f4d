package org.drydock.servicing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The log of each run: what Drydock did and what DISM said. */
@Component
public class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final DataFolder data;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  RunLog(DataFolder data, Clock clock, ApplicationEventPublisher events) {
    this.data = data;
    this.clock = clock;
    this.events = events;
  }

  /**
   * A part of a log.
   *
   * @param end the offset behind it, in bytes
   * @param more whether the log goes on there
   */
  public record Part(String text, long end, boolean more) {}

  /**
   * A line was added.
   *
   * @param end the log's size now, in bytes
   */
  public record Appended(long runNumber, String text, long end) {}

  public Path file(long run) {
    return data.runLog(run);
  }

  /** The log that DISM itself writes during the run, given to it as {@code /LogPath}. */
  public Path dismLog(long run) {
    return data.runLogs().resolve(run + ".dism.log");
  }

  /** Adds a line. A log that cannot be written is reported, it does not stop the run. */
  public synchronized void line(long run, String text) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String line = now + "  " + text + System.lineSeparator();
    try {
      Files.writeString(file(run), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      events.publishEvent(new Appended(run, line, Files.size(file(run))));
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}. The line was: {}", file(run), e.toString(), text);
    }
  }

  /**
   * Reads on from an offset, at most so many bytes, and only whole lines.
   *
   * @param offset in bytes; beyond the end it counts as the end
   */
  public Part read(long run, long offset, int bytes) {
    if (!Files.exists(file(run))) {
      return new Part("", 0, false);
    }
    try (RandomAccessFile log = new RandomAccessFile(file(run).toFile(), "r")) {
      long size = log.length();
      long start = Math.min(Math.max(offset, 0), size);
      byte[] buffer = new byte[(int) Math.min(bytes, size - start)];
      log.seek(start);
      log.readFully(buffer);
      int length = wholeLines(buffer);
      return new Part(
          new String(buffer, 0, length, StandardCharsets.UTF_8),
          start + length,
          start + length < size);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log " + file(run) + ".", e);
    }
  }

  private static int wholeLines(byte[] buffer) {
    for (int i = buffer.length; i > 0; i--) {
      if (buffer[i - 1] == '\n') {
        return i;
      }
    }
    return buffer.length;
  }
}
