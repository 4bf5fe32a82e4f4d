package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Sets what the runs of this occurrence are asked for, as the schedule says now. */
@Component
class BeginOccurrence implements JavaDelegate {

  /** An image that takes its hosts down must not take down one after the other. */
  private static final int MOST_RESTARTS = 2;

  private final Occurrences occurrences;

  BeginOccurrence(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Occurrences.Order order =
        occurrences.begin(
            (Long) execution.getVariable("scheduleId"),
            Boolean.TRUE.equals(execution.getVariable("runNow")));
    execution.setVariable("occurrence", order.occurrence());
    execution.setVariable("occurrenceDue", order.due());
    execution.setVariable("updateIds", String.join(",", order.updateIds()));
    execution.setVariable("chosenByRule", order.chosenByRule());
    execution.setVariable("downloadUntil", order.downloadUntil().toString());
    execution.setVariable("filesMissing", 0);
    execution.setVariable("continueOnError", order.continueOnError());
    execution.setVariable("updateDistributionPoints", order.updateDistributionPoints());
    execution.setVariable("removeSupersededUpdates", order.removeSupersededUpdates());
    execution.setVariable("compactImage", order.compactImage());
    execution.setVariable("base", order.base());
    execution.setVariable("cause", order.cause());
    execution.setVariable("restartAfterHostLoss", order.restartAfterHostLoss());
    execution.setVariable("mostRestarts", MOST_RESTARTS);
  }
}
