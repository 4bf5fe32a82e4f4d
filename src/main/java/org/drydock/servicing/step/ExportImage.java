package org.drydock.servicing.step;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.Done;
import org.drydock.servicing.Runs;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Exports the cleaned image into a new file, which drops what nothing refers to any more. */
@Component
class ExportImage extends DismStep<Done> {

  private final Runs runs;

  ExportImage(Runs runs) {
    this.runs = runs;
  }

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    int index = runs.plan(runNumber(execution)).indexes().get(0);
    return Optional.of(new DismCall.ExportImage(staging.image(), index, staging.exported(), "max"));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    log(execution, "The image was exported to a new file.");
  }
}
