package org.drydock.operation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The operations' rows. A change of state is one conditional update, so that only one wins. */
interface OperationRepository extends Repository<Operation, String> {

  Optional<Operation> findById(String id);

  List<Operation> findByRunNumberOrderByCreatedAt(long runNumber);

  List<Operation> findByRunNumberAndState(long runNumber, OperationState state);

  List<Operation> findByActivityInstanceIdAndStateIn(
      String activityInstanceId, Collection<OperationState> states);

  List<Operation> findByNodeAndStateIn(String node, Collection<OperationState> states);

  /** How often the work of this visit of a step was asked for. */
  int countByActivityInstanceId(String activityInstanceId);

  /**
   * Starts a queued operation whose time has come, unless cancelled work of the same run is still
   * alive.
   */
  @Modifying
  @Query(
      """
      UPDATE operation SET state = 'RUNNING', started_at = :now
      WHERE id = :id AND node = :node AND state = 'QUEUED'
        AND (not_before IS NULL OR not_before <= :now)
        AND NOT EXISTS (
        SELECT 1 FROM operation other
        WHERE other.run_number = operation.run_number AND other.state = 'CANCELLING')
      """)
  boolean start(String id, String node, Instant now);

  @Modifying
  @Query(
      "UPDATE operation SET state = 'CANCELLING' WHERE id = :id AND state IN ('QUEUED', 'RUNNING')")
  boolean cancel(String id);

  /** Ends an operation whose step still waits for it. */
  @Modifying
  @Query(
      """
      UPDATE operation SET state = :state, message = :message, ended_at = :now
      WHERE id = :id AND node = :node AND state IN ('QUEUED', 'RUNNING')
      """)
  boolean end(String id, String node, OperationState state, String message, Instant now);

  /** Ends an operation whose step was cancelled. */
  @Modifying
  @Query(
      "UPDATE operation SET state = 'CANCELLED', ended_at = :now"
          + " WHERE id = :id AND node = :node AND state = 'CANCELLING'")
  boolean endCancelled(String id, String node, Instant now);

  /** Gives what a lost node was doing to another one. */
  @Modifying
  @Query(
      "UPDATE operation SET node = :to, state = 'QUEUED', started_at = NULL"
          + " WHERE id = :id AND node = :from AND state IN ('QUEUED', 'RUNNING')")
  boolean move(String id, String from, String to);

  @Modifying
  @Query("UPDATE operation SET state = 'FAILED', message = :message WHERE id = :id")
  boolean markFailed(String id, String message);

  @Modifying
  @Query("UPDATE operation SET state = 'CANCELLED' WHERE id = :id")
  boolean markCancelled(String id);

  @Modifying
  @Query("UPDATE operation SET message = :message WHERE id = :id")
  boolean note(String id, String message);

  @Modifying
  @Query("UPDATE operation SET progress = :percent WHERE id = :id")
  boolean progress(String id, double percent);

  @Modifying
  @Query("UPDATE operation SET output_read = :end WHERE id = :id AND output_read = :start")
  boolean outputRead(String id, long start, long end);

  @Modifying
  @Query("DELETE FROM operation WHERE run_number = :run AND ended_at IS NOT NULL")
  void deleteOfRun(long run);

  @Modifying
  @Query("DELETE FROM operation WHERE run_number IS NULL AND ended_at < :moment")
  void deleteOutsideRuns(Instant moment);
}
