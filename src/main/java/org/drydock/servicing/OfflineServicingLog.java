package org.drydock.servicing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * {@code OfflineServicingMgr.log}, in Configuration Manager's line form, which CMTrace opens:
 * {@code TEXT $$<COMPONENT><MM-dd-yyyy HH:mm:ss.SSS+BIAS><thread=DEC (0xHEX)>}, where BIAS is the
 * minutes that local time lies behind UTC.
 */
@Component
public class OfflineServicingLog {

  private static final Logger LOG = LoggerFactory.getLogger(OfflineServicingLog.class);
  private static final String COMPONENT = "SMS_OFFLINE_SERVICING_MANAGER";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd-yyyy HH:mm:ss.SSS", Locale.ROOT);

  /** Kept while the file cannot be written; older lines are given up for newer ones. */
  private static final int MOST_KEPT = 10_000;

  private final Path file;
  private final Clock clock;
  private final Deque<String> kept = new ArrayDeque<>();
  private long givenUp;
  private boolean failing;

  OfflineServicingLog(DataFolder data, Clock clock) {
    this.file = data.logs().resolve("OfflineServicingMgr.log");
    this.clock = clock;
  }

  /**
   * Adds a line once the current transaction, if there is one, is committed: one that is rolled
   * back is tried again, and would tell everything twice.
   */
  public void line(String text) {
    String line = format(text, ZonedDateTime.now(clock), Thread.currentThread().getId()) + "\r\n";
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      write(line);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            write(line);
          }
        });
  }

  /** Tries again to write the lines that could not be written before. */
  synchronized void writeKept() {
    if (kept.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        out.write(String.join("", kept).getBytes(StandardCharsets.UTF_8));
      }
      kept.clear();
      recovered();
    } catch (IOException e) {
      failed(e);
    }
  }

  private synchronized void write(String line) {
    if (kept.size() == MOST_KEPT) {
      kept.removeFirst();
      givenUp++;
    }
    kept.addLast(line);
    writeKept();
  }

  private void failed(IOException cause) {
    if (!failing) {
      failing = true;
      LOG.warn(
          "Cannot write {}: {}. Give the user that the server runs as write access and room there."
              + " Servicing goes on, and the last {} lines are kept until they can be written.",
          file,
          cause.toString(),
          MOST_KEPT);
    }
  }

  private void recovered() {
    if (failing) {
      LOG.info("{} is written again; lines that were lost: {}.", file, givenUp);
      failing = false;
      givenUp = 0;
    }
  }

  static String format(String text, ZonedDateTime time, long thread) {
    int minutesBehind = -time.getOffset().getTotalSeconds() / 60;
    return "%s  $$<%s><%s%+04d><thread=%d (0x%X)>"
        .formatted(
            text.replaceAll("\\R", " "),
            COMPONENT,
            TIME.format(time),
            minutesBehind,
            thread,
            thread);
  }
}
