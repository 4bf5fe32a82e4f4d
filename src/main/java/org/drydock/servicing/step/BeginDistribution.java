package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts the attempts at one distribution point. */
@Component
class BeginDistribution implements JavaDelegate {

  @Override
  public void execute(DelegateExecution execution) {
    Integer before = (Integer) execution.getVariableLocal("attempt");
    execution.setVariableLocal("attempt", before == null ? 1 : before + 1);
  }
}
