package org.drydock.image;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

interface PackageEntries extends ListCrudRepository<PackageEntry, Long> {

  List<PackageEntry> findByVersionIdOrderById(long versionId);
}
