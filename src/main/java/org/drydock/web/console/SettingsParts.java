package org.drydock.web.console;

import java.util.List;
import java.util.stream.Stream;
import org.drydock.notification.Delivery;
import org.drydock.notification.NotificationEvent;
import org.drydock.notification.NotificationTarget;
import org.drydock.notification.NotificationTargets;
import org.drydock.notification.Notifications;
import org.drydock.update.ContentKeeper;
import org.drydock.update.NoScrubException;
import org.drydock.update.ScrubContent;
import org.drydock.update.ScrubReport;
import org.drydock.update.StoredFile;
import org.drydock.update.UnneededFiles;
import org.springframework.stereotype.Component;

/** Puts the parts of the settings together that are about notifications and the content library. */
@Component
class SettingsParts {

  private static final int LATEST_DELIVERIES = 10;
  private static final String QUARANTINED = "quarantined";
  private static final String AVAILABLE = "available";

  private final NotificationTargets targets;
  private final Notifications notifications;
  private final ContentKeeper keeper;
  private final ScrubContent scrub;

  SettingsParts(
      NotificationTargets targets,
      Notifications notifications,
      ContentKeeper keeper,
      ScrubContent scrub) {
    this.targets = targets;
    this.notifications = notifications;
    this.keeper = keeper;
    this.scrub = scrub;
  }

  /**
   * Who is told, and what was sent last.
   *
   * @param events that a target can want
   */
  record Notices(List<Target> targets, List<String> events, List<Sent> sent) {}

  /** A target; its secret is never shown. */
  record Target(long id, String name, String address, boolean signed, List<String> events) {}

  /**
   * @param message why the last attempt failed; null for nothing wrong
   */
  record Sent(Moment at, String target, String subject, Badge state, String message) {}

  /**
   * The content library.
   *
   * @param unneeded the names of the files that nothing needs
   * @param scrub the last reading of the whole library; null before the first
   */
  record Content(
      int files, String size, int damaged, List<String> unneeded, String freed, Scrub scrub) {}

  record Scrub(String state, String checked, Moment started, Moment ended, List<String> findings) {}

  Notices notices(Wording words) {
    return new Notices(
        targets.all().stream().map(SettingsParts::target).toList(),
        Stream.of(NotificationEvent.values())
            .filter(event -> event != NotificationEvent.TEST)
            .map(NotificationEvent::label)
            .toList(),
        notifications.deliveries(null, LATEST_DELIVERIES).stream()
            .map(
                delivery ->
                    new Sent(
                        words.moment(delivery.createdAt()),
                        delivery.targetName(),
                        delivery.subject(),
                        badge(delivery.state()),
                        delivery.message()))
            .toList());
  }

  Content content(Wording words) {
    List<StoredFile> here =
        keeper.files().stream().filter(file -> file.state().equals(AVAILABLE)).toList();
    UnneededFiles unneeded = keeper.removeUnneeded(true);
    return new Content(
        here.size(),
        Wording.size(here.stream().mapToLong(StoredFile::size).sum()),
        (int) keeper.files().stream().filter(file -> file.state().equals(QUARANTINED)).count(),
        unneeded.files().stream().map(StoredFile::fileName).toList(),
        Wording.size(unneeded.bytes()),
        scrub(words));
  }

  private Scrub scrub(Wording words) {
    try {
      ScrubReport report = scrub.latest();
      return new Scrub(
          report.state(),
          "%d of %d files, %s of %s"
              .formatted(
                  report.filesChecked(),
                  report.files(),
                  Wording.size(report.bytesChecked()),
                  Wording.size(report.bytes())),
          words.moment(report.started()),
          words.moment(report.ended()),
          report.findings());
    } catch (NoScrubException none) {
      return null;
    }
  }

  private static Target target(NotificationTarget target) {
    return new Target(
        target.id(), target.name(), target.address(), target.secret() != null, target.eventList());
  }

  private static Badge badge(Delivery.State state) {
    return switch (state) {
      case PENDING -> new Badge("run", "being sent");
      case DELIVERED -> new Badge("ok", "delivered");
      case FAILED -> new Badge("bad", "given up");
    };
  }
}
