package org.drydock.image;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface PackageEntries extends ListCrudRepository<PackageEntry, Long> {

  List<PackageEntry> findByVersionIdOrderById(long versionId);

  @Modifying
  @Query("DELETE FROM package_entry WHERE version_id = :versionId")
  void deleteByVersionId(long versionId);
}
