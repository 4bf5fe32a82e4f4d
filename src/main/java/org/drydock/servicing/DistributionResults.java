package org.drydock.servicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.drydock.distribution.DistributionPoint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The results per image version and distribution point. */
@Component
public class DistributionResults {

  private final JdbcClient jdbc;
  private final Clock clock;

  DistributionResults(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param run the run that distributes, or null where a distribution was started by itself
   */
  public void succeeded(
      Long run, String imageId, int version, DistributionPoint point, String path) {
    record(run, imageId, version, point, true, path, null);
  }

  public void failed(
      Long run, String imageId, int version, DistributionPoint point, String message) {
    record(run, imageId, version, point, false, null, Runs.shorten(message));
  }

  public List<DistributionResult> ofRun(long run) {
    return jdbc.sql("SELECT * FROM distribution_result WHERE run_number = ? ORDER BY id")
        .param(run)
        .query((row, n) -> result(row))
        .list();
  }

  /**
   * The last attempt to bring an image to a point.
   *
   * @param run null where the distribution was started by itself
   */
  public record Latest(String imageId, int version, Long run, DistributionResult result) {}

  /** The last attempt for each image and point, the latest first. */
  public List<Latest> latest() {
    return jdbc.sql(
            "SELECT * FROM distribution_result WHERE id IN (SELECT MAX(id) FROM"
                + " distribution_result GROUP BY image_id, distribution_point_id) ORDER BY id DESC")
        .query(
            (row, n) ->
                new Latest(
                    row.getString("image_id"),
                    row.getInt("image_version"),
                    row.getObject("run_number", Long.class),
                    result(row)))
        .list();
  }

  private static DistributionResult result(ResultSet row) throws SQLException {
    return new DistributionResult(
        row.getLong("distribution_point_id"),
        row.getString("distribution_point"),
        row.getBoolean("successful"),
        row.getString("path"),
        row.getString("message"),
        row.getTimestamp("recorded_at").toInstant());
  }

  void forgetRun(long run) {
    jdbc.sql("DELETE FROM distribution_result WHERE run_number = ?").param(run).update();
  }

  /** Removes the results of distributions that were started by themselves before that moment. */
  void forgetOutsideRuns(Instant moment) {
    jdbc.sql("DELETE FROM distribution_result WHERE run_number IS NULL AND recorded_at < ?")
        .param(Timestamp.from(moment))
        .update();
  }

  private void record(
      Long run,
      String imageId,
      int version,
      DistributionPoint point,
      boolean successful,
      String path,
      String message) {
    jdbc.sql(
            "INSERT INTO distribution_result (run_number, image_id, image_version,"
                + " distribution_point_id, distribution_point, successful, path, message,"
                + " recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(run)
        .param(imageId)
        .param(version)
        .param(point.id())
        .param(point.name())
        .param(successful)
        .param(path)
        .param(message)
        .param(Timestamp.from(clock.instant()))
        .update();
  }
}
