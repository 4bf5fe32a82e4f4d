package org.drydock.notification;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A notification on its way to one target.
 *
 * @param body as JSON, the same for every attempt
 * @param attempts that have ended
 * @param message why the last attempt failed; null when none did
 */
public record Delivery(
    @Id Long id,
    long targetId,
    String targetName,
    String event,
    String subject,
    String text,
    String body,
    State state,
    int attempts,
    String message,
    Instant createdAt,
    Instant endedAt) {

  /** Where it stands. */
  public enum State {
    /** Is being sent, or will be again after a pause. */
    PENDING,
    DELIVERED,
    /** Every attempt failed. */
    FAILED
  }
}
