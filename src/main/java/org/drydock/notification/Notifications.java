package org.drydock.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drydock.engine.Processes;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has notifications sent to those who want them. To tell something only writes rows, in the
 * transaction of what is told of; the sending is a process of its own for each target.
 */
@Service
public class Notifications {

  /** The key of the process that sends one notification to one target. */
  private static final String PROCESS = "send-notification";

  /** As long as the columns that keep them. */
  private static final int LONGEST_SUBJECT = 500;

  private static final int LONGEST_TEXT = 10_000;
  private static final int LONGEST_MESSAGE = 4000;

  private final NotificationTargets targets;
  private final DeliveryTable deliveries;
  private final Webhook webhook;
  private final Mail mail;
  private final NotificationProperties properties;
  private final Processes processes;
  private final ObjectMapper json;
  private final Clock clock;

  Notifications(
      NotificationTargets targets,
      DeliveryTable deliveries,
      Webhook webhook,
      Mail mail,
      NotificationProperties properties,
      Processes processes,
      ObjectMapper json,
      Clock clock) {
    this.targets = targets;
    this.deliveries = deliveries;
    this.webhook = webhook;
    this.mail = mail;
    this.properties = properties;
    this.processes = processes;
    this.json = json;
    this.clock = clock;
  }

  /** Tells every target that wants this event. */
  @Transactional
  public void tell(Notification notification) {
    targets.all().stream()
        .filter(target -> target.wants(notification.kind()))
        .forEach(target -> send(target, notification));
  }

  /** Sends a target something to see whether it arrives. */
  @Transactional
  public Delivery test(long targetId) {
    NotificationTarget target = targets.require(targetId);
    String text =
        "This is a test. Notifications for \"" + target.name() + "\" arrive where you read this.";
    return send(
        target,
        Notification.of(NotificationEvent.TEST, now(), "Test", text, null, properties.link("/")));
  }

  /** The address of one of this server's pages. */
  public String link(String path) {
    return properties.link(path);
  }

  /**
   * The latest first.
   *
   * @param before the id of the last one of the page before; null for the first page
   */
  public List<Delivery> deliveries(Long before, int size) {
    return deliveries.page(before == null ? Long.MAX_VALUE : before, size);
  }

  /** Whether a delivery has not come to an end. */
  public boolean isPending(long delivery) {
    return deliveries
        .findById(delivery)
        .filter(one -> one.state() == Delivery.State.PENDING)
        .isPresent();
  }

  /**
   * Makes one attempt, outside any transaction.
   *
   * @throws SendingFailedException when it does not arrive
   */
  public void send(long deliveryId) throws SendingFailedException, InterruptedException {
    Delivery delivery =
        deliveries
            .findById(deliveryId)
            .orElseThrow(() -> new SendingFailedException("Its record was removed."));
    NotificationTarget target =
        targets
            .find(delivery.targetId())
            .orElseThrow(() -> new SendingFailedException("The target was deleted."));
    switch (target.kind()) {
      case WEBHOOK -> webhook.send(target, delivery);
      case EMAIL -> mail.send(target.address(), delivery);
    }
  }

  public void arrived(long deliveryId) {
    deliveries.counts(deliveryId, Delivery.State.DELIVERED, null, now());
  }

  /**
   * An attempt has failed.
   *
   * @return the pause before the next one; empty when it was the last
   */
  public Optional<Duration> failed(long deliveryId, String message) {
    Optional<Duration> pause =
        deliveries
            .findById(deliveryId)
            .filter(delivery -> targets.find(delivery.targetId()).isPresent())
            .filter(delivery -> delivery.attempts() < properties.retryPauses().size())
            .map(delivery -> properties.retryPauses().get(delivery.attempts()));
    deliveries.counts(
        deliveryId,
        pause.isPresent() ? Delivery.State.PENDING : Delivery.State.FAILED,
        shorten(message, LONGEST_MESSAGE),
        pause.isPresent() ? null : now());
    return pause;
  }

  /** Removes the records of what was sent, or given up, before that moment. */
  public void forgetBefore(Instant moment) {
    deliveries.forgetBefore(moment);
  }

  private Delivery send(NotificationTarget target, Notification notification) {
    Delivery delivery =
        deliveries.save(
            new Delivery(
                null,
                target.id(),
                target.name(),
                notification.event(),
                shorten(notification.title().replaceAll("\\p{Cntrl}", " "), LONGEST_SUBJECT),
                shorten(notification.text(), LONGEST_TEXT),
                write(notification),
                Delivery.State.PENDING,
                0,
                null,
                now(),
                null));
    processes.start(PROCESS, Map.of("delivery", delivery.id()));
    return delivery;
  }

  private String write(Notification notification) {
    try {
      return json.writeValueAsString(notification);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A notification could not be written as JSON.", e);
    }
  }

  private static String shorten(String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
