package org.drydock.servicing.step;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.Done;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Removes superseded components from the mounted index; a failure fails the whole run. */
@Component
class CleanUpImage extends DismStep<Done> {

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    return Optional.of(new DismCall.CleanUpImage(staging.mount(index(execution)), true));
  }

  /**
   * Where DISM lost its helper process the clean-up may be done: the same call tells. It finds
   * nothing more to do then, and does the rest else.
   */
  @Override
  protected boolean isWorthARetry(DismException cause, int attempt) {
    return super.isWorthARetry(cause, attempt) || attempt == 1 && cause.mayBeDoneAllTheSame();
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    execution.setVariable("phase", 2);
  }
}
