package org.drydock.image;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface ImageEntries extends ListCrudRepository<ImageEntry, Long> {

  List<ImageEntry> findAllByOrderByNumber();

  List<ImageEntry> findByStateAndNode(ImageState state, String node);

  /** Has nobody else change the image or its versions until the transaction ends. */
  @Query("SELECT number FROM image_entry WHERE number = :number FOR UPDATE")
  Long lock(long number);

  @Modifying
  @Query(
      "UPDATE image_entry SET current_version = :version, state = 'READY' WHERE number = :number")
  void makeCurrent(long number, int version);

  /** Ends an import, unless it was given up. */
  @Modifying
  @Query(
      "UPDATE image_entry SET current_version = :version, state = 'READY'"
          + " WHERE number = :number AND state = 'IMPORTING'")
  boolean endImport(long number, int version);

  @Modifying
  @Query("UPDATE image_entry SET state = 'FAILED', state_message = :message WHERE number = :number")
  void fail(long number, String message);
}
