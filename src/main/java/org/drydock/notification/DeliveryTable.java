package org.drydock.notification;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The deliveries in the database. */
interface DeliveryTable extends ListCrudRepository<Delivery, Long> {

  @Query("SELECT * FROM delivery WHERE id < :before ORDER BY id DESC" + " LIMIT :size")
  List<Delivery> page(long before, int size);

  @Modifying
  @Query(
      "UPDATE delivery SET state = :state, attempts = attempts + 1,"
          + " message = :message, ended_at = :endedAt WHERE id = :id")
  void counts(long id, Delivery.State state, String message, Instant endedAt);

  @Modifying
  @Query("DELETE FROM delivery WHERE created_at < :moment AND state <> 'PENDING'")
  void forgetBefore(Instant moment);
}
