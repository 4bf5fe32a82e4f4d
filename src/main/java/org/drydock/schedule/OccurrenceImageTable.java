package org.drydock.schedule;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

/** The images of occurrences in the database. */
interface OccurrenceImageTable extends ListCrudRepository<OccurrenceImage, Long> {

  List<OccurrenceImage> findByOccurrenceIdOrderByPlace(long occurrenceId);
}
