package org.drydock.notification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What there is to tell. */
public enum NotificationEvent {
  RUN_SUCCESSFUL,
  RUN_SUCCESSFUL_WITH_ERRORS,
  RUN_FAILED,
  RUN_CANCELLED,
  SCHEDULE_DISABLED,
  OCCURRENCE_SKIPPED,
  /** An occurrence went on without updates that its rule wanted and whose files it did not get. */
  UPDATES_LEFT_OUT,
  SOURCE_OUT_OF_DATE,
  /** Somebody tries out a target; every target gets it. */
  TEST;

  /** As the interface and process models spell it: "run-failed". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The event of this label, if there is one. */
  public static Optional<NotificationEvent> find(String label) {
    return Arrays.stream(values()).filter(event -> event.label().equals(label)).findFirst();
  }
}
