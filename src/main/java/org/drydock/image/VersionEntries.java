package org.drydock.image;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface VersionEntries extends ListCrudRepository<VersionEntry, Long> {

  List<VersionEntry> findByImageNumberOrderByVersion(long imageNumber);

  Optional<VersionEntry> findByImageNumberAndVersion(long imageNumber, int version);

  @Modifying
  @Query(
      "UPDATE version_entry SET keep = :keep WHERE image_number = :number AND version = :version")
  boolean keep(long number, int version, boolean keep);
}
