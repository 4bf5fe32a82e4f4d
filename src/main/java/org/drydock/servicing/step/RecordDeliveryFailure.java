package org.drydock.servicing.step;

import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.notification.Notifications;
import org.springframework.stereotype.Component;

/** Records that a notification did not arrive, and after which pause it is sent again, if it is. */
@Component
class RecordDeliveryFailure implements JavaDelegate {

  private final Notifications notifications;

  RecordDeliveryFailure(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        "pause",
        notifications
            .failed(
                (Long) execution.getVariable("delivery"),
                (String) execution.getVariable("errorMessage"))
            .map(Duration::toString)
            .orElse(null));
  }
}
