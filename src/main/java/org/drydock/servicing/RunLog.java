package org.drydock.servicing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.drydock.servicing.RunLogTable.Row;
import org.drydock.site.DataFolder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The log of each run: what Drydock did and what DISM said. It is kept in the database; the file of
 * a run is a copy.
 */
@Component
public class RunLog {

  private final RunLogTable table;
  private final TransactionOperations transaction;
  private final DataFolder data;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  RunLog(
      RunLogTable table,
      TransactionOperations transaction,
      DataFolder data,
      Clock clock,
      ApplicationEventPublisher events) {
    this.table = table;
    this.transaction = transaction;
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
   * Lines were added, and are committed.
   *
   * @param end the log's size now, in bytes
   */
  public record Appended(long runNumber, long end) {}

  /** The copy of the log. */
  public Path file(long run) {
    return data.runLog(run);
  }

  /** The log that DISM itself writes during the run, given to it as {@code /LogPath}. */
  public Path dismLog(long run) {
    return data.dismLog(run);
  }

  /** Adds a line that belongs to no step. */
  public void line(long run, String text) {
    line(run, null, text);
  }

  /**
   * Adds a line, in the current transaction or else in one of its own.
   *
   * @param activityId the step it comes from
   */
  public void line(long run, String activityId, String text) {
    LogLine line = LogLine.of(run, activityId, text, clock.instant());
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      collect(line);
    } else {
      transaction.executeWithoutResult(status -> collect(line));
    }
  }

  /**
   * Reads on from an offset, at most so many bytes, and only whole lines; where one line is longer,
   * that line.
   *
   * @param offset in bytes; beyond the end it counts as the end
   */
  public Part read(long run, long offset, int bytes) {
    long start = Math.max(offset, 0);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (Row row : rows(run, start, start + bytes)) {
      int skipped = (int) Math.max(start - row.offset(), 0);
      int length = Math.max(row.bytes().length - skipped, 0);
      if (text.size() > 0 && text.size() + length > bytes) {
        break;
      }
      text.write(row.bytes(), row.bytes().length - length, length);
    }
    long size = table.size(run);
    long end = text.size() > 0 ? start + text.size() : Math.min(start, size);
    return new Part(text.toString(StandardCharsets.UTF_8), end, end < size);
  }

  private List<Row> rows(long run, long start, long end) {
    List<Row> rows = new ArrayList<>(table.rows(run, start, end));
    if (rows.isEmpty() || rows.get(0).offset() > start) {
      table.before(run, start).ifPresent(begun -> rows.add(0, begun));
    }
    return rows;
  }

  private void collect(LogLine line) {
    UnwrittenLines.ofThisTransaction(table, events::publishEvent).add(line);
  }
}
