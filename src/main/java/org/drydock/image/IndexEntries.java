package org.drydock.image;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface IndexEntries extends ListCrudRepository<IndexEntry, Long> {

  List<IndexEntry> findByVersionIdOrderByImageIndex(long versionId);

  @Modifying
  @Query("DELETE FROM index_entry WHERE version_id = :versionId")
  void deleteByVersionId(long versionId);
}
