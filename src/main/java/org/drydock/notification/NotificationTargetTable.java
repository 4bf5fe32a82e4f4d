package org.drydock.notification;

import org.springframework.data.repository.ListCrudRepository;

/** The targets in the database. */
interface NotificationTargetTable extends ListCrudRepository<NotificationTarget, Long> {}
