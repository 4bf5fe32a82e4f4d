package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The schedules in the database. */
interface ScheduleTable extends ListCrudRepository<ServicingSchedule, Long> {

  @Modifying
  @Query("UPDATE servicing_schedule SET state = :state WHERE id = :id")
  void enters(long id, ScheduleState state);

  @Modifying
  @Query(
      "UPDATE servicing_schedule SET state = :state, start_at = :start,"
          + " process_instance_id = :instance WHERE id = :id")
  void awaits(long id, ScheduleState state, Instant start, String instance);

  @Modifying
  @Query("UPDATE servicing_schedule SET paused = :paused WHERE id = :id")
  void pauses(long id, boolean paused);

  /** How the schedule stands after an occurrence. */
  @Modifying
  @Query(
      "UPDATE servicing_schedule SET state = :state, failures_in_a_row = :failures,"
          + " reason = :reason WHERE id = :id")
  void counts(long id, ScheduleState state, int failures, String reason);

  List<ServicingSchedule> findByStateIn(ScheduleState... states);

  Optional<ServicingSchedule> findByProcessInstanceId(String instance);

  /** Nothing happens where the instance is not, or no longer, that of a schedule. */
  @Modifying
  @Query(
      "UPDATE servicing_schedule SET state = 'STOPPED' WHERE process_instance_id = :instance"
          + " AND state IN ('SCHEDULED', 'PAUSED', 'RUNNING')")
  boolean stops(String instance);
}
