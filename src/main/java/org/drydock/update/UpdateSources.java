package org.drydock.update;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Remembers of each source when it was last synchronised and what was wrong with it. */
@Service
public class UpdateSources {

  private static final String COLUMNS =
      "name, location, attempted_at, synchronized_at, content_date, content_sha256, added, changed,"
          + " withdrawn, error_count";

  private final JdbcClient sql;
  private final TransactionTemplate transaction;

  UpdateSources(JdbcClient sql, TransactionTemplate transaction) {
    this.sql = sql;
    this.transaction = transaction;
  }

  /** By name; one that was never synchronised is not there. */
  public List<UpdateSource> all() {
    return sql
        .sql("select " + COLUMNS + " from update_source order by name")
        .query(Row.class)
        .list()
        .stream()
        .map(this::withErrors)
        .toList();
  }

  public Optional<UpdateSource> find(String name) {
    return sql.sql("select " + COLUMNS + " from update_source where name = :name")
        .param("name", name)
        .query(Row.class)
        .optional()
        .map(this::withErrors);
  }

  void save(UpdateSource source) {
    transaction.executeWithoutResult(status -> replace(source));
  }

  /** Knows nothing of a source any more. */
  void forget(String name) {
    transaction.executeWithoutResult(status -> delete(name));
  }

  private void delete(String name) {
    sql.sql("delete from update_source_error where source = :name").param("name", name).update();
    sql.sql("delete from update_source where name = :name").param("name", name).update();
  }

  private void replace(UpdateSource source) {
    delete(source.name());
    sql.sql(
            "insert into update_source ("
                + COLUMNS
                + ") values (:name, :location, :attempted, :synchronized, :made, :sha256, :added,"
                + " :changed, :withdrawn, :errors)")
        .param("name", source.name())
        .param("location", source.location())
        .param("attempted", Timestamp.from(source.attemptedAt()))
        .param("synchronized", time(source.synchronizedAt()))
        .param("made", time(source.contentDate()))
        .param("sha256", source.contentSha256())
        .param("added", source.added())
        .param("changed", source.changed())
        .param("withdrawn", source.withdrawn())
        .param("errors", source.errorCount())
        .update();
    int position = 0;
    for (SynchronizationError error : source.errors()) {
      sql.sql(
              "insert into update_source_error (source, position, subject, revision_id, reason)"
                  + " values (:source, :position, :subject, :revision, :reason)")
          .param("source", source.name())
          .param("position", position++)
          .param("subject", error.subject())
          .param("revision", error.revisionId())
          .param("reason", error.reason())
          .update();
    }
  }

  private UpdateSource withErrors(Row row) {
    List<SynchronizationError> errors =
        sql.sql(
                "select subject, revision_id, reason from update_source_error where source = :name"
                    + " order by position")
            .param("name", row.name())
            .query(SynchronizationError.class)
            .list();
    return new UpdateSource(
        row.name(),
        row.location(),
        row.attemptedAt(),
        row.synchronizedAt(),
        row.contentDate(),
        row.contentSha256(),
        row.added(),
        row.changed(),
        row.withdrawn(),
        row.errorCount(),
        errors);
  }

  private static Timestamp time(Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private record Row(
      String name,
      String location,
      Instant attemptedAt,
      Instant synchronizedAt,
      Instant contentDate,
      String contentSha256,
      int added,
      int changed,
      int withdrawn,
      int errorCount) {}
}
