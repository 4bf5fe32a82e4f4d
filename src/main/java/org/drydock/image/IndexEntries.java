package org.drydock.image;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

interface IndexEntries extends ListCrudRepository<IndexEntry, Long> {

  List<IndexEntry> findByVersionIdOrderByImageIndex(long versionId);
}
