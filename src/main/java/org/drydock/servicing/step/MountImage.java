package org.drydock.servicing.step;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.Done;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Mounts an index of the copied image. */
@Component
class MountImage extends DismStep<Done> {

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    int index = index(execution);
    return Optional.of(
        new DismCall.MountImage(staging.image(), index, staging.mount(index), false));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    execution.setVariable("phase", 1);
    execution.setVariable("indexChanged", false);
  }
}
