package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.servicing.Occurrences;
import org.springframework.stereotype.Component;

/** Sets what the run of one image of an occurrence is asked for, or that there is to be none. */
@Component
class BeginImage implements JavaDelegate {

  private final Occurrences occurrences;

  BeginImage(Occurrences occurrences) {
    this.occurrences = occurrences;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Occurrences.ImageOrder order =
        occurrences.beginImage(
            (Long) execution.getVariable("occurrence"), (Integer) execution.getVariable("place"));
    execution.setVariable("imageDue", order.due());
    execution.setVariable("imageId", order.imageId());
    execution.setVariable("updateIds", String.join(",", order.updateIds()));
    execution.setVariable("leftOut", order.leftOut());
    execution.setVariable(
        MaintenanceWindow.END, order.windowEnd() == null ? null : order.windowEnd().toString());
  }
}
