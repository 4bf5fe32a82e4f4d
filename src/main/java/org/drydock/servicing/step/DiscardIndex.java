package org.drydock.servicing.step;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.Done;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Unmounts an index to which nothing was applied. */
@Component
class DiscardIndex extends DismStep<Done> {

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    return Optional.of(new DismCall.UnmountImage(staging.mount(index(execution)), false));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    log(execution, "Nothing was applied to index " + index(execution) + ".");
  }
}
