package org.drydock.image;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

interface VersionEntries extends ListCrudRepository<VersionEntry, Long> {

  List<VersionEntry> findByImageNumberOrderByVersion(long imageNumber);

  Optional<VersionEntry> findByImageNumberAndVersion(long imageNumber, int version);
}
