package org.drydock.image;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

interface RemovedVersions extends ListCrudRepository<RemovedVersion, Long> {

  List<RemovedVersion> findAllByOrderById();
}
