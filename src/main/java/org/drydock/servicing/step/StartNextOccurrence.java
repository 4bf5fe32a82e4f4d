package org.drydock.servicing.step;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Starts the next occurrence of a schedule as an instance of the newest model. */
@Component
class StartNextOccurrence implements JavaDelegate {

  private final Occurrences occurrences;

  StartNextOccurrence(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  @Override
  public void execute(DelegateExecution execution) {
    occurrences.startNext(
        (Long) execution.getVariable("scheduleId"),
        Instant.parse((String) execution.getVariable("next")));
  }
}
