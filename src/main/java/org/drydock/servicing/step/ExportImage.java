package org.drydock.servicing.step;

import java.util.List;
import java.util.Objects;
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
    List<Integer> indexes = runs.plan(runNumber(execution)).indexes();
    int index = exported(execution, indexes);
    boolean first = index == indexes.get(0);
    boolean bootable = Objects.equals(execution.getVariable("bootIndex"), index);
    return Optional.of(
        new DismCall.ExportImage(
            staging.image(), index, staging.exported(), first ? "max" : null, bootable));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    List<Integer> indexes = runs.plan(runNumber(execution)).indexes();
    if (exported(execution, indexes) == indexes.get(indexes.size() - 1)) {
      log(execution, "The image was exported to a new file.");
    }
  }

  /** A model of an earlier release exports the first index only, and has no variable for it. */
  private static int exported(ActivityExecution execution, List<Integer> indexes) {
    return execution.hasVariable("index") ? index(execution) : indexes.get(0);
  }
}
