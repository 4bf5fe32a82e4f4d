package org.drydock.update;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface ScrubTable extends ListCrudRepository<ContentScrub, Long> {

  Optional<ContentScrub> findFirstByOrderByIdDesc();

  @Modifying
  @Query("UPDATE content_scrub SET operation_id = :operation WHERE id = :id")
  void doneBy(long id, String operation);

  @Modifying
  @Query(
      "UPDATE content_scrub SET files = :files, files_checked = :filesChecked, bytes = :bytes,"
          + " bytes_checked = :bytesChecked, findings = :findings WHERE id = :id")
  void goesOn(long id, int files, int filesChecked, long bytes, long bytesChecked, String findings);

  @Modifying
  @Query("UPDATE content_scrub SET state = :state, ended_at = :at WHERE id = :id")
  void ends(long id, ContentScrub.State state, Instant at);

  @Modifying
  @Query("UPDATE content_scrub SET findings = :findings WHERE id = :id")
  void finds(long id, String findings);
}
