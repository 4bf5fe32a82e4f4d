package org.drydock.servicing.step;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Notes that all images of the occurrence were serviced, and when the next one is due. */
@Component
class FinishOccurrence implements JavaDelegate {

  private final Occurrences occurrences;

  FinishOccurrence(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Occurrences.Sequel sequel =
        occurrences.finish(
            (Long) execution.getVariable("scheduleId"), (Long) execution.getVariable("occurrence"));
    execution.setVariable("recurring", sequel.next().isPresent());
    execution.setVariable("next", sequel.next().map(Instant::toString).orElse(null));
    execution.setVariable("disabled", sequel.disabled());
    execution.setVariable("event", sequel.event());
    execution.setVariable("text", sequel.text());
  }
}
