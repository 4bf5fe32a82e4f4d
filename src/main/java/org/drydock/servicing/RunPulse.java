package org.drydock.servicing;

import java.util.List;
import org.drydock.engine.Processes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells at little cost whether anything about a run has changed, whichever node changed it: two
 * short queries, however long the run.
 */
@Component
public class RunPulse {

  /**
   * Where a run stands. Equal marks mean that nothing has changed.
   *
   * @param logSize in bytes
   * @param rest what else there is to compare
   */
  public record Mark(RunStatus status, long logSize, List<Object> rest) {}

  private final JdbcClient jdbc;
  private final Processes processes;

  RunPulse(JdbcClient jdbc, Processes processes) {
    this.jdbc = jdbc;
    this.processes = processes;
  }

  /**
   * @throws RunNotFoundException when there is none with this number
   */
  public Mark of(Run run) {
    String incident = processes.incident(run.processInstanceId()).orElse("");
    return jdbc.sql(
            "SELECT run.status, run.queue_reason, run.host, run.new_version, run.cancel_requested,"
                + " run.failure_message, run.keep,"
                + " (SELECT size FROM run_log_size log WHERE log.run_number = run.run_number)"
                + " AS log_size,"
                + " (SELECT COUNT(*) FROM operation o WHERE o.run_number = run.run_number)"
                + " AS operations,"
                + " (SELECT COUNT(*) FROM operation o WHERE o.run_number = run.run_number"
                + " AND o.started_at IS NOT NULL) AS started,"
                + " (SELECT COUNT(*) FROM operation o WHERE o.run_number = run.run_number"
                + " AND o.ended_at IS NOT NULL) AS ended,"
                + " (SELECT SUM(o.progress) FROM operation o WHERE o.run_number = run.run_number)"
                + " AS progress,"
                + " (SELECT COUNT(*) FROM update_result u WHERE u.run_number = run.run_number)"
                + " AS results,"
                + " (SELECT COUNT(*) FROM distribution_result d"
                + " WHERE d.run_number = run.run_number) AS distributions"
                + " FROM run WHERE run.run_number = ?")
        .param(run.runNumber())
        .query(
            (row, n) ->
                new Mark(
                    RunStatus.valueOf(row.getString("status")),
                    row.getLong("log_size"),
                    List.of(
                        String.valueOf(row.getString("queue_reason")),
                        String.valueOf(row.getString("host")),
                        row.getInt("new_version"),
                        row.getBoolean("cancel_requested"),
                        String.valueOf(row.getString("failure_message")),
                        row.getBoolean("keep"),
                        row.getLong("operations"),
                        row.getLong("started"),
                        row.getLong("ended"),
                        row.getDouble("progress"),
                        row.getLong("results"),
                        row.getLong("distributions"),
                        incident)))
        .optional()
        .orElseThrow(() -> new RunNotFoundException(run.runNumber()));
  }
}
