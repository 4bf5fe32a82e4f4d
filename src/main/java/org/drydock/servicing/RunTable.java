package org.drydock.servicing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The runs in the database; each change touches only its own columns. */
interface RunTable extends ListCrudRepository<Run, Long> {

  Optional<Run> findByProcessInstanceId(String processInstanceId);

  List<Run> findByStatusIn(List<RunStatus> states);

  List<Run> findByHostAndStagingIsNotNull(String host);

  Optional<Run> findFirstByImageIdOrderByRunNumberDesc(String imageId);

  List<Run> findTop20ByEndedAtIsNotNullOrderByRunNumberDesc();

  List<Run> findByScheduleIdOrderByRunNumberDesc(long scheduleId);

  @Query(
      "SELECT * FROM run WHERE (:image IS NULL OR image_id = :image)"
          + " AND (:status IS NULL OR status = :status) ORDER BY run_number DESC")
  List<Run> list(String image, String status);

  /** Of all images where the image is empty, in all states where the state is. */
  @Query(
      "SELECT * FROM run WHERE (:image = '' OR image_id = :image)"
          + " AND (:status = '' OR status = :status)"
          + " AND created_at >= :from AND created_at < :until AND run_number < :before"
          + " ORDER BY run_number DESC LIMIT :most")
  List<Run> search(String image, String status, Instant from, Instant until, long before, int most);

  @Query("SELECT MAX(run_number) FROM run WHERE image_id = :image AND run_number < :run")
  Long before(String image, long run);

  @Query("SELECT MIN(run_number) FROM run WHERE image_id = :image AND run_number > :run")
  Long after(String image, long run);

  @Query(
      "SELECT * FROM run WHERE image_id = :image AND run_number < :run"
          + " AND new_version IS NOT NULL AND status IN ('SUCCESSFUL', 'SUCCESSFUL_WITH_ERRORS')"
          + " ORDER BY run_number DESC LIMIT 1")
  Optional<Run> lastPublished(String image, long run);

  @Modifying
  @Query("UPDATE run SET queue_reason = :reason WHERE run_number = :run")
  void waits(long run, String reason);

  @Modifying
  @Query(
      "UPDATE run SET status = 'IN_PROCESS', host = :host,"
          + " started_at = :at, queue_reason = NULL WHERE run_number = :run AND status = 'QUEUED'")
  boolean takesHost(long run, String host, Instant at);

  @Modifying
  @Query("UPDATE run SET staging = :staging WHERE run_number = :run AND staging IS NULL")
  void stages(long run, String staging);

  @Modifying
  @Query("UPDATE run SET staging = NULL WHERE run_number = :run")
  void unstages(long run);

  @Modifying
  @Query("UPDATE run SET reserved_version = :version WHERE run_number = :run")
  void reserves(long run, int version);

  @Query("SELECT MAX(reserved_version) FROM run WHERE image_id = :image")
  Integer highestReservation(String image);

  @Modifying
  @Query(
      "UPDATE run SET status = 'CANCELLING', cancel_requested = TRUE WHERE run_number = :run"
          + " AND status IN ('QUEUED', 'IN_PROCESS', 'CANCELLING')")
  boolean cancels(long run);

  @Modifying
  @Query("UPDATE run SET cancel_requested = TRUE WHERE run_number = :run")
  void cancelRequested(long run);

  @Modifying
  @Query(
      "UPDATE run SET failure_step = :step, failure_index = :index,"
          + " failure_update = :update, failure_code = :code, failure_message = :message,"
          + " failure_sentence = :sentence, failure_package = :failingPackage,"
          + " failure_log = :dismLog WHERE run_number = :run")
  void fails(
      long run,
      String step,
      Integer index,
      String update,
      String code,
      String message,
      String sentence,
      String failingPackage,
      String dismLog);

  @Modifying
  @Query("UPDATE run SET new_version = :version WHERE run_number = :run")
  void publishes(long run, int version);

  @Modifying
  @Query(
      "UPDATE run SET status = :status, ended_at = :at, queue_reason = NULL"
          + " WHERE run_number = :run")
  void ends(long run, RunStatus status, Instant at);

  /** Locks the queue until the transaction ends. */
  @Query("SELECT id FROM host_queue WHERE id = 1 FOR UPDATE")
  int lockQueue();

  @Modifying
  @Query("UPDATE run SET keep = :keep WHERE run_number = :run")
  boolean keep(long run, boolean keep);

  /** Has nobody else change the run until the transaction ends. */
  @Query("SELECT run_number FROM run WHERE run_number = :run FOR UPDATE")
  Long lock(long run);
}
