package org.drydock.distribution;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

interface DistributionPointEntries extends ListCrudRepository<DistributionPointEntry, Long> {

  List<DistributionPointEntry> findAllByOrderById();

  boolean existsByName(String name);
}
