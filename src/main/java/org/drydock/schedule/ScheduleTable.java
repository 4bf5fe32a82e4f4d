package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
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
      "UPDATE servicing_schedule SET state = 'SCHEDULED', start_at = :start,"
          + " process_instance_id = :instance WHERE id = :id")
  void awaits(long id, Instant start, String instance);

  List<ServicingSchedule> findByStateIn(ScheduleState... states);

  /** Nothing happens where the instance is not, or no longer, that of a schedule. */
  @Modifying
  @Query(
      "UPDATE servicing_schedule SET state = 'STOPPED' WHERE process_instance_id = :instance"
          + " AND state IN ('SCHEDULED', 'RUNNING')")
  void stops(String instance);
}
