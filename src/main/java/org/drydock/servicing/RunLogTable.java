package org.drydock.servicing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The lines of all runs' logs in the database. */
@Component
class RunLogTable {

  private static final RowMapper<Row> ROW =
      (result, number) ->
          new Row(
              result.getLong("log_offset"),
              result.getString("text").getBytes(StandardCharsets.UTF_8));

  private final JdbcTemplate jdbc;

  RunLogTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A line at its place.
   *
   * @param offset where it begins, in bytes
   */
  record Row(long offset, byte[] bytes) {
    long end() {
      return offset + bytes.length;
    }
  }

  /**
   * Appends lines of one run, in the current transaction, which keeps other writers of this log
   * waiting from now on. That makes lines visible in the order of their offsets: a reader never
   * finds a gap that is filled later.
   *
   * @return the log's size with them
   */
  long append(long run, List<LogLine> lines) {
    long end = grow(run, lines.stream().mapToLong(LogLine::bytes).sum());
    long offset = end - lines.stream().mapToLong(LogLine::bytes).sum();
    List<Object[]> rows = new ArrayList<>();
    for (LogLine line : lines) {
      rows.add(new Object[] {run, offset, line.activityId(), line.text()});
      offset += line.bytes();
    }
    jdbc.batchUpdate(
        "INSERT INTO run_log (run_number, log_offset, activity_id, text) VALUES (?, ?, ?, ?)",
        rows);
    return end;
  }

  long size(long run) {
    return jdbc
        .queryForList("SELECT size FROM run_log_size WHERE run_number = ?", Long.class, run)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /** The lines that begin in this part of the log. */
  List<Row> rows(long run, long start, long end) {
    return jdbc.query(
        "SELECT log_offset, text FROM run_log"
            + " WHERE run_number = ? AND log_offset >= ? AND log_offset < ? ORDER BY log_offset",
        ROW,
        run,
        start,
        end);
  }

  /**
   * The last line that begins before this offset. Ordered by the whole key: by the offset alone, H2
   * does not take the index and sorts all that is before.
   */
  Optional<Row> before(long run, long offset) {
    return jdbc
        .query(
            "SELECT log_offset, text FROM run_log WHERE run_number = ? AND log_offset < ?"
                + " ORDER BY run_number DESC, log_offset DESC LIMIT 1",
            ROW,
            run,
            offset)
        .stream()
        .findFirst();
  }

  void forget(long run) {
    jdbc.update("DELETE FROM run_log WHERE run_number = ?", run);
    jdbc.update("DELETE FROM run_log_size WHERE run_number = ?", run);
  }

  private long grow(long run, long bytes) {
    if (jdbc.update("UPDATE run_log_size SET size = size + ? WHERE run_number = ?", bytes, run)
        == 0) {
      // A run's first line is written in the transaction that creates the run: nobody else is here.
      jdbc.update("INSERT INTO run_log_size (run_number, size) VALUES (?, ?)", run, bytes);
    }
    return size(run);
  }
}
