package org.drydock.servicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The results per run, image index and update. */
@Component
public class UpdateResults {

  private final JdbcClient jdbc;
  private final Clock clock;

  UpdateResults(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Records a result; a later one for the same index and update replaces it. */
  public void record(
      long run, int index, String updateId, UpdateResult.State state, String code, String message) {
    jdbc.sql("DELETE FROM update_result WHERE run_number = ? AND image_index = ? AND update_id = ?")
        .params(run, index, updateId)
        .update();
    jdbc.sql(
            "INSERT INTO update_result (run_number, image_index, update_id, state, code, message,"
                + " recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .param(run)
        .param(index)
        .param(updateId)
        .param(state.name())
        .param(code)
        .param(Runs.shorten(message))
        .param(Timestamp.from(clock.instant()))
        .update();
  }

  /** In the order of the indexes, then in that of recording. */
  public List<UpdateResult> ofRun(long run) {
    return jdbc.sql(
            "SELECT * FROM update_result WHERE run_number = ? ORDER BY image_index, recorded_at")
        .param(run)
        .query((row, n) -> result(row))
        .list();
  }

  /** A result, and the run that had it. */
  public record OfRun(long run, UpdateResult result) {}

  /** The last result of every update in every index of an image; the last run decides. */
  public List<OfRun> latestOf(String imageId) {
    Map<String, OfRun> latest = new LinkedHashMap<>();
    jdbc.sql(
            "SELECT r.* FROM update_result r JOIN run ON run.run_number = r.run_number"
                + " WHERE run.image_id = ?"
                + " ORDER BY r.run_number DESC, r.image_index, r.recorded_at")
        .param(imageId)
        .query((row, n) -> new OfRun(row.getLong("run_number"), result(row)))
        .list()
        .forEach(
            found ->
                latest.putIfAbsent(
                    found.result().index() + " " + found.result().updateId(), found));
    return List.copyOf(latest.values());
  }

  private static UpdateResult result(ResultSet row) throws SQLException {
    return new UpdateResult(
        row.getInt("image_index"),
        row.getString("update_id"),
        UpdateResult.State.valueOf(row.getString("state")),
        row.getString("code"),
        row.getString("message"),
        row.getTimestamp("recorded_at").toInstant());
  }

  /** The updates that went into an index during a run. */
  public List<String> applied(long run, int index) {
    return ofRun(run).stream()
        .filter(result -> result.index() == index)
        .filter(result -> result.state() == UpdateResult.State.APPLIED)
        .map(UpdateResult::updateId)
        .toList();
  }

  boolean hasErrors(long run) {
    return ofRun(run).stream().anyMatch(result -> result.state() == UpdateResult.State.FAILED);
  }
}
