package org.drydock.servicing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

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

  private final Path file;
  private final Clock clock;

  OfflineServicingLog(DataFolder data, Clock clock) {
    this.file = data.logs().resolve("OfflineServicingMgr.log");
    this.clock = clock;
  }

  /** Adds a line. A log that cannot be written is reported, it does not stop the servicing. */
  public synchronized void line(String text) {
    try {
      Files.writeString(
          file,
          format(text, ZonedDateTime.now(clock), Thread.currentThread().getId()) + "\r\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("Cannot write {}: {}. The line was: {}", file, e.toString(), text);
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
