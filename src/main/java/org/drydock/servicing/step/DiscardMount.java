package org.drydock.servicing.step;

import java.util.Map;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.RunCleanUp;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Unmounts whatever the run has mounted, without its changes. */
@Component
class DiscardMount extends ServicingTask {

  private final Runs runs;
  private final RunCleanUp cleanUp;

  DiscardMount(Runs runs, RunCleanUp cleanUp) {
    this.runs = runs;
    this.cleanUp = cleanUp;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    cleanUp.discardMounts(runs.require(run(input)), context::checkCancelled);
    return Map.of();
  }
}
