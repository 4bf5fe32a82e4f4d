package org.drydock.web.api;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.notification.Delivery;
import org.drydock.notification.InvalidTargetException;
import org.drydock.notification.NotificationTarget;
import org.drydock.notification.NotificationTargets;
import org.drydock.notification.Notifications;
import org.drydock.notification.TargetRequest;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Notifications over HTTP: whom to tell what, and what became of it. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationsController {

  private static final int LARGEST_SIZE = 500;

  private final NotificationTargets targets;
  private final Notifications notifications;

  NotificationsController(NotificationTargets targets, Notifications notifications) {
    this.targets = targets;
    this.notifications = notifications;
  }

  /**
   * A target as the interface shows it; its secret is never shown.
   *
   * @param kind webhook or email
   * @param signed whether what is sent to a webhook is signed
   */
  record TargetView(
      long id,
      String name,
      String kind,
      String url,
      String to,
      Boolean signed,
      List<String> events,
      Instant createdAt) {

    static TargetView of(NotificationTarget target) {
      boolean webhook = target.kind() == NotificationTarget.Kind.WEBHOOK;
      return new TargetView(
          target.id(),
          target.name(),
          target.kind().name().toLowerCase(Locale.ROOT),
          webhook ? target.address() : null,
          webhook ? null : target.address(),
          webhook ? target.secret() != null : null,
          target.eventList(),
          target.createdAt());
    }
  }

  /**
   * A delivery as the interface shows it.
   *
   * @param state pending, delivered or failed
   * @param attempts that have ended
   * @param message why the last attempt failed
   */
  record DeliveryView(
      long id,
      long targetId,
      String target,
      String event,
      String subject,
      String state,
      int attempts,
      String message,
      Instant createdAt,
      Instant endedAt) {

    static DeliveryView of(Delivery delivery) {
      return new DeliveryView(
          delivery.id(),
          delivery.targetId(),
          delivery.targetName(),
          delivery.event(),
          delivery.subject(),
          delivery.state().name().toLowerCase(Locale.ROOT),
          delivery.attempts(),
          delivery.message(),
          delivery.createdAt(),
          delivery.endedAt());
    }
  }

  /**
   * One page of deliveries.
   *
   * @param next what to give as {@code before} for the next page; absent on the last one
   */
  record DeliveryPage(List<DeliveryView> items, Long next) {}

  @GetMapping("/targets")
  List<TargetView> targets() {
    return targets.all().stream().map(TargetView::of).toList();
  }

  @GetMapping("/targets/{id}")
  TargetView target(@PathVariable long id) {
    return TargetView.of(targets.require(id));
  }

  @PostMapping("/targets")
  @Audited("Add notification target")
  ResponseEntity<TargetView> create(@RequestBody TargetRequest request) {
    NotificationTarget target = targets.create(request);
    return ResponseEntity.created(URI.create("/api/v1/notifications/targets/" + target.id()))
        .body(TargetView.of(target));
  }

  @PutMapping("/targets/{id}")
  @Audited("Change notification target")
  TargetView replace(@PathVariable long id, @RequestBody TargetRequest request) {
    return TargetView.of(targets.replace(id, request));
  }

  @DeleteMapping("/targets/{id}")
  @Audited("Remove notification target")
  ResponseEntity<Void> delete(@PathVariable long id) {
    targets.delete(id);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/targets/{id}/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Audited("Send test notification")
  DeliveryView test(@PathVariable long id) {
    return DeliveryView.of(notifications.test(id));
  }

  @GetMapping("/deliveries")
  DeliveryPage deliveries(
      @RequestParam(required = false) Long before, @RequestParam(defaultValue = "50") int size) {
    if (size < 1 || size > LARGEST_SIZE) {
      throw new InvalidTargetException(
          "size is " + size + "; a page has 1 to " + LARGEST_SIZE + " deliveries.");
    }
    List<Delivery> found = notifications.deliveries(before, size + 1);
    List<Delivery> shown = found.stream().limit(size).toList();
    return new DeliveryPage(
        shown.stream().map(DeliveryView::of).toList(),
        found.size() > size ? shown.get(size - 1).id() : null);
  }
}
