package org.drydock.servicing.step;

import java.util.Map;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.RunCleanUp;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Removes the run's staging area, whatever happened. */
@Component
class CleanUpStaging extends ServicingTask {

  private final Runs runs;
  private final RunCleanUp cleanUp;

  CleanUpStaging(Runs runs, RunCleanUp cleanUp) {
    this.runs = runs;
    this.cleanUp = cleanUp;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    cleanUp.removeStaging(runs.require(run(input)));
    return Map.of();
  }
}
