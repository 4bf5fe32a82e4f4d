package org.drydock.update;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The downloads in the database; each change touches only its own columns. */
interface DownloadTable extends ListCrudRepository<Download, Long> {

  Optional<Download> findBySha1(String sha1);

  List<Download> findAllByOrderByIdDesc();

  List<Download> findBySizeBytesAndStateNot(long sizeBytes, Download.State state);

  @Query(
      "SELECT * FROM download WHERE process_instance_id = :instance"
          + " AND state IN ('QUEUED', 'DOWNLOADING') ORDER BY id")
  List<Download> unfinished(String instance);

  @Query("SELECT * FROM download WHERE state IN ('QUEUED', 'DOWNLOADING') ORDER BY id")
  List<Download> unfinished();

  @Modifying
  @Query(
      "UPDATE download SET state = 'QUEUED', sha256 = :sha256, url = :url,"
          + " wanted_for = :wantedFor, bytes = 0, attempts = 0, error = NULL,"
          + " content_sha256 = NULL, process_instance_id = NULL, requested_at = :at,"
          + " started_at = NULL, ended_at = NULL WHERE id = :id")
  void wantedAgain(long id, String sha256, String url, String wantedFor, Instant at);

  /** How many files the request waits for that others fetch. */
  @Query(
      "SELECT COUNT(*) FROM download_wait w JOIN download d ON d.id = w.download_id"
          + " WHERE w.request = :request AND d.state IN ('QUEUED', 'DOWNLOADING')")
  int awaited(String request);

  @Query("SELECT COUNT(*) FROM download_wait WHERE request = :request AND download_id = :id")
  int isAwaited(String request, long id);

  @Modifying
  @Query("INSERT INTO download_wait (request, download_id) VALUES (:request, :id)")
  void awaits(String request, long id);

  @Modifying
  @Query("DELETE FROM download_wait WHERE request = :request")
  void awaitsNoMore(String request);

  @Modifying
  @Query("UPDATE download SET process_instance_id = :instance WHERE id = :id")
  void fetchedBy(long id, String instance);

  @Modifying
  @Query(
      "UPDATE download SET state = 'DOWNLOADING', attempts = attempts + 1, started_at = :at,"
          + " ended_at = NULL WHERE id = :id AND state IN ('QUEUED', 'DOWNLOADING')")
  boolean begins(long id, Instant at);

  @Modifying
  @Query("UPDATE download SET bytes = :bytes WHERE id = :id")
  void arrived(long id, long bytes);

  @Modifying
  @Query(
      "UPDATE download SET state = 'COMPLETE', bytes = size_bytes, error = NULL,"
          + " content_sha256 = :contentSha256, ended_at = :at WHERE id = :id")
  void completes(long id, String contentSha256, Instant at);

  /** The next attempt follows. */
  @Modifying
  @Query(
      "UPDATE download SET state = 'QUEUED', error = :error WHERE id = :id"
          + " AND state = 'DOWNLOADING'")
  void waits(long id, String error);

  @Modifying
  @Query(
      "UPDATE download SET state = 'FAILED', error = :error, ended_at = :at"
          + " WHERE id = :id AND state IN ('QUEUED', 'DOWNLOADING')")
  void fails(long id, String error, Instant at);

  @Modifying
  @Query(
      "UPDATE download SET state = 'FAILED', error = :error, ended_at = :at"
          + " WHERE process_instance_id = :instance AND state IN ('QUEUED', 'DOWNLOADING')")
  void allFail(String instance, String error, Instant at);
}
