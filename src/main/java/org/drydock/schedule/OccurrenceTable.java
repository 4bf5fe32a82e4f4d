package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The occurrences of schedules in the database. */
interface OccurrenceTable extends ListCrudRepository<Occurrence, Long> {

  List<Occurrence> findByScheduleIdOrderByIdDesc(long scheduleId);

  Optional<Occurrence> findFirstByScheduleIdOrderByIdDesc(long scheduleId);

  @Modifying
  @Query(
      "UPDATE occurrence SET ended_at = :at, outcome = :outcome, reason = :reason"
          + " WHERE id = :id AND ended_at IS NULL")
  void ends(long id, Instant at, Occurrence.Outcome outcome, String reason);
}
