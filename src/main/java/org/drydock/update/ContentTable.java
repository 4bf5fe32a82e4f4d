package org.drydock.update;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface ContentTable extends ListCrudRepository<ContentFile, String> {

  List<ContentFile> findBySha1(String sha1);

  List<ContentFile> findAllByOrderByFileNameAscSha256Asc();

  @Modifying
  @Query(
      "UPDATE content_file SET state = :state, note = :note, changed_at = :at"
          + " WHERE sha256 = :sha256 AND state <> :state")
  boolean becomes(String sha256, ContentFile.State state, String note, Instant at);

  @Modifying
  @Query(
      "UPDATE content_file SET state = 'AVAILABLE', note = :note, sha1 = :sha1, changed_at = :at,"
          + " checked_at = :at WHERE sha256 = :sha256")
  boolean arrives(String sha256, String sha1, String note, Instant at);

  @Modifying
  @Query("UPDATE content_file SET checked_at = :at, sha1 = :sha1 WHERE sha256 = :sha256")
  void checked(String sha256, String sha1, Instant at);
}
