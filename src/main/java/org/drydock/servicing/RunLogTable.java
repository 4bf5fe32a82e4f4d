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

  /** By the whole key, which is an index; by the offset alone, H2 sorts all there is. */
  private static final String ORDER = " ORDER BY run_number, log_offset";

  private static final RowMapper<Row> ROW =
      (result, number) ->
          new Row(
              result.getLong("log_offset"),
              result.getString("text").getBytes(StandardCharsets.UTF_8));

  private static final RowMapper<Line> LINE =
      (result, number) ->
          new Line(
              result.getLong("log_offset"),
              result.getString("activity_id"),
              result.getString("text"));

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

  /** A line at its place, with the step it comes from. */
  record Line(long offset, String activityId, String text) {
    long end() {
      return offset + text.getBytes(StandardCharsets.UTF_8).length;
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

  /**
   * The lines that begin in this part of the log.
   *
   * @param activityId of the step whose lines alone are wanted; null for all
   */
  List<Line> lines(long run, long start, long end, String activityId) {
    String sql =
        "SELECT log_offset, activity_id, text FROM run_log"
            + " WHERE run_number = ? AND log_offset >= ? AND log_offset < ?";
    return activityId == null
        ? jdbc.query(sql + ORDER, LINE, run, start, end)
        : jdbc.query(sql + " AND activity_id = ?" + ORDER, LINE, run, start, end, activityId);
  }

  /** The first line that begins at this offset or behind it. */
  Optional<Line> from(long run, long offset) {
    return jdbc
        .query(
            "SELECT log_offset, activity_id, text FROM run_log WHERE run_number = ?"
                + " AND log_offset >= ?"
                + ORDER
                + " LIMIT 1",
            LINE,
            run,
            offset)
        .stream()
        .findFirst();
  }

  /** Where the first line of a step begins that begins in this part of the log. */
  Optional<Long> first(long run, long start, long end, String activityId) {
    return edge(run, start, end, activityId, ORDER);
  }

  /** Where the last line of a step begins that begins in this part of the log. */
  Optional<Long> last(long run, long start, long end, String activityId) {
    return edge(run, start, end, activityId, " ORDER BY run_number DESC, log_offset DESC");
  }

  private Optional<Long> edge(long run, long start, long end, String activityId, String order) {
    return jdbc
        .queryForList(
            "SELECT log_offset FROM run_log WHERE run_number = ? AND log_offset >= ?"
                + " AND log_offset < ? AND activity_id = ?"
                + order
                + " LIMIT 1",
            Long.class,
            run,
            start,
            end,
            activityId)
        .stream()
        .findFirst();
  }

  /**
   * Where the lines are that begin in this part of the log and hold a text, in capitals or not.
   *
   * @param activityId of the step whose lines alone are looked at; null for all
   */
  List<Long> holding(long run, long start, long end, String activityId, String text, int most) {
    List<Object> arguments = new ArrayList<>(List.of(run, start, end, text));
    String step = "";
    if (activityId != null) {
      step = " AND activity_id = ?";
      arguments.add(activityId);
    }
    arguments.add(most);
    return jdbc.queryForList(
        "SELECT log_offset FROM run_log"
            + " WHERE run_number = ? AND log_offset >= ? AND log_offset < ?"
            + " AND POSITION(LOWER(?) IN LOWER(text)) > 0"
            + step
            + ORDER
            + " LIMIT ?",
        Long.class,
        arguments.toArray());
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
