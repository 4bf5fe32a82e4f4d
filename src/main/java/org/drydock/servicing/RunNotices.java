package org.drydock.servicing;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import org.drydock.dism.DismException;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.notification.Notification;
import org.drydock.notification.NotificationEvent;
import org.drydock.notification.Notifications;
import org.springframework.stereotype.Component;

/** Tells, to those who want to know, how runs ended. */
@Component
public class RunNotices {

  private final Notifications notifications;
  private final ImageLibrary images;
  private final Clock clock;

  RunNotices(Notifications notifications, ImageLibrary images, Clock clock) {
    this.notifications = notifications;
    this.images = images;
    this.clock = clock;
  }

  /** A run has ended; nothing happens for one that goes on. */
  public void ended(Run run) {
    event(run.status()).ifPresent(event -> notifications.tell(notice(event, run)));
  }

  private Notification notice(NotificationEvent event, Run run) {
    String title =
        "Run %d %s: image %s"
            .formatted(run.runNumber(), words(event), image(run).orElse(run.imageId()));
    Notification.Failure failure = run.hasFailed() ? failure(run) : null;
    String link = notifications.link("/runs/" + run.runNumber());
    return new Notification(
        event,
        run.endedAt() == null ? clock.instant() : run.endedAt(),
        title,
        text(title, run, failure, link),
        run.runNumber(),
        run.imageId(),
        run.scheduleId(),
        run.status().label(),
        failure,
        link);
  }

  private static String text(String title, Run run, Notification.Failure failure, String link) {
    StringJoiner text = new StringJoiner("\n");
    text.add(title + ".");
    text.add("");
    text.add("Status: " + run.status().label());
    text.add(run.cause() + ".");
    text.add("Started: " + moment(run.startedAt()) + ", ended: " + moment(run.endedAt()));
    text.add(
        run.newVersion() == null
            ? "There is no new version; the image is as it was."
            : "Published as version " + run.newVersion() + ".");
    if (failure != null) {
      text.add("");
      text.add("Failed step: " + failure.step());
      text.add(failure.message());
    }
    text.add("");
    text.add(link);
    return text.toString();
  }

  private static Notification.Failure failure(Run run) {
    Optional<DismException.Explanation> explained = DismException.explain(run.failureCode());
    return new Notification.Failure(
        run.failureStep(),
        run.failureIndex(),
        run.failureUpdate(),
        run.failureCode(),
        explained.map(DismException.Explanation::meaning).orElse(null),
        explained.map(DismException.Explanation::remedy).orElse(null),
        run.failureMessage());
  }

  private Optional<String> image(Run run) {
    return images.find(run.imageId()).map(OsImage::name).map(name -> run.imageId() + ", " + name);
  }

  private static String moment(Instant moment) {
    return moment == null ? "never" : moment.toString();
  }

  private static String words(NotificationEvent event) {
    return switch (event) {
      case RUN_SUCCESSFUL -> "successful";
      case RUN_SUCCESSFUL_WITH_ERRORS -> "successful with errors";
      case RUN_CANCELLED -> "cancelled";
      default -> "failed";
    };
  }

  private static Optional<NotificationEvent> event(RunStatus status) {
    return switch (status) {
      case SUCCESSFUL -> Optional.of(NotificationEvent.RUN_SUCCESSFUL);
      case SUCCESSFUL_WITH_ERRORS -> Optional.of(NotificationEvent.RUN_SUCCESSFUL_WITH_ERRORS);
      case FAILED -> Optional.of(NotificationEvent.RUN_FAILED);
      case CANCELLED -> Optional.of(NotificationEvent.RUN_CANCELLED);
      case QUEUED, IN_PROCESS, CANCELLING -> Optional.empty();
    };
  }
}
