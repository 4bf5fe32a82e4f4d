package org.drydock.servicing.step;

import java.time.Instant;
import java.util.Optional;
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
    Optional<Instant> next = occurrences.finish((Long) execution.getVariable("scheduleId"));
    execution.setVariable("recurring", next.isPresent());
    execution.setVariable("next", next.map(Instant::toString).orElse(null));
  }
}
