package org.drydock.notification;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The deliveries in the database. */
interface DeliveryTable extends ListCrudRepository<Delivery, Long> {

  @Query(
      "SELECT * FROM notification_delivery WHERE id < :before ORDER BY id DESC"
          + " FETCH FIRST :size ROWS ONLY")
  List<Delivery> page(long before, int size);

  @Modifying
  @Query(
      "UPDATE notification_delivery SET state = :state, attempts = attempts + 1,"
          + " message = :message, ended_at = :endedAt WHERE id = :id")
  void counts(long id, Delivery.State state, String message, Instant endedAt);

  @Modifying
  @Query(
      "DELETE FROM notification_delivery WHERE created_at < :moment AND state <> 'PENDING'")
  void forgetBefore(Instant moment);
}
