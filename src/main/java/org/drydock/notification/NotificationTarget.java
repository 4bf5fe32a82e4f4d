package org.drydock.notification;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * Whom to tell, and what.
 *
 * @param address a URL, or e-mail addresses separated by commas
 * @param secret what webhooks are signed with; null for none
 * @param events their labels, comma separated
 */
public record NotificationTarget(
    @Id Long id,
    String name,
    Kind kind,
    String address,
    String secret,
    String events,
    Instant createdAt) {

  /** How it is told. */
  public enum Kind {
    WEBHOOK,
    EMAIL
  }

  public List<String> eventList() {
    return Arrays.asList(events.split(","));
  }

  boolean wants(NotificationEvent event) {
    return event == NotificationEvent.TEST || eventList().contains(event.label());
  }

  /** Without the secret: records print all they have. */
  @Override
  public String toString() {
    return "NotificationTarget " + id + " (" + name + ")";
  }
}
