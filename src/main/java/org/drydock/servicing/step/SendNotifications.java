package org.drydock.servicing.step;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.notification.Notification;
import org.drydock.notification.NotificationEvent;
import org.drydock.notification.Notifications;
import org.drydock.servicing.RunNotices;
import org.drydock.servicing.Runs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells those who want to know. What there is to tell is in the variables {@code event}, {@code
 * text} and, if it is about one, {@code scheduleId}; without an event it is how the run of {@code
 * runNumber} ended. It only notes what is to be sent: the sending is a process of its own.
 */
@Component
class SendNotifications implements JavaDelegate {

  private static final Logger LOG = LoggerFactory.getLogger(SendNotifications.class);

  private final Notifications notifications;
  private final RunNotices notices;
  private final Runs runs;
  private final Clock clock;

  SendNotifications(Notifications notifications, RunNotices notices, Runs runs, Clock clock) {
    this.notifications = notifications;
    this.notices = notices;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String label = (String) execution.getVariable("event");
    if (label != null) {
      tell(execution, label);
    } else if (execution.getVariable("runNumber") instanceof Long runNumber) {
      runs.find(runNumber).ifPresent(notices::ended);
    }
  }

  /** A mistake in somebody's model must not stop what it tells of. */
  private void tell(DelegateExecution execution, String label) {
    Optional<NotificationEvent> event = NotificationEvent.find(label);
    if (event.isEmpty()) {
      LOG.warn(
          "{} tells of \"{}\", which is no event; nobody was told.",
          execution.getCurrentActivityId(),
          label);
      return;
    }
    Long schedule = execution.getVariable("scheduleId") instanceof Long id ? id : null;
    String text = (String) execution.getVariable("text");
    notifications.tell(
        Notification.of(
            event.get(),
            clock.instant(),
            title(event.get(), schedule),
            text == null ? title(event.get(), schedule) + "." : text,
            schedule,
            notifications.link("/")));
  }

  private static String title(NotificationEvent event, Long schedule) {
    String what = schedule == null ? "" : "Schedule " + schedule + ": ";
    return what
        + switch (event) {
          case SCHEDULE_DISABLED -> "disabled after too many failures";
          case OCCURRENCE_SKIPPED -> "images were skipped";
          case UPDATES_LEFT_OUT -> "updates were left out, their files could not be had";
          case RUN_FAILED -> "images could not be serviced";
          case SOURCE_OUT_OF_DATE -> "A source of updates is out of date";
          default -> event.label();
        };
  }
}
