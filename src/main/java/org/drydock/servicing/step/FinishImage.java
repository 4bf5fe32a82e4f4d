package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Notes in the history of a schedule which run serviced an image, and how it ended. */
@Component
class FinishImage implements JavaDelegate {

  private final Occurrences occurrences;

  FinishImage(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  @Override
  public void execute(DelegateExecution execution) {
    occurrences.finishImage(
        (Long) execution.getVariable("occurrence"),
        (Integer) execution.getVariable("place"),
        (Long) execution.getVariable("runNumber"),
        (String) execution.getVariable("rejection"));
  }
}
