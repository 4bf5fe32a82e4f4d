package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.notification.Notifications;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.springframework.stereotype.Component;

/** Sends one notification to one target. */
@Component
class DeliverNotification extends TaskDelegate {

  private final Notifications notifications;

  DeliverNotification(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Optional.of(Map.of("delivery", execution.getVariable("delivery")));
  }

  /** Done again after a crash, it may arrive twice; its number tells the receiver. */
  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    long delivery = ((Number) input.get("delivery")).longValue();
    if (notifications.isPending(delivery)) {
      notifications.send(delivery);
    }
    return Map.of();
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    notifications.arrived((Long) execution.getVariable("delivery"));
  }
}
