package org.drydock.servicing.step;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.image.WimSpace;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDriveRoom;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/**
 * Finds out whether the serviced image is worth an export: each commit leaves in the file what it
 * replaced. Measured beforehand, since an export writes the whole image once more.
 */
@Component
class MeasureImage extends ServicingTask {

  /** An export that saves no more than this is not worth its time, in percent of the file. */
  private static final int LEAST_SAVING = 10;

  private final Runs runs;
  private final ServicingDriveRoom room;

  MeasureImage(Runs runs, ServicingDriveRoom room) {
    this.runs = runs;
    this.room = room;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    Run run = runs.require(runNumber(execution));
    if (run.removeSupersededUpdates() || runs.plan(run.runNumber()).compactImage()) {
      return Optional.of(Map.of("runNumber", run.runNumber()));
    }
    execution.setVariable("exportDue", false);
    return Optional.empty();
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    StagingArea staging = StagingArea.of(run);
    WimSpace space = WimSpace.of(staging.image());
    boolean worthIt = space.unusedPercent() > LEAST_SAVING;
    boolean fits = room.holds(staging.folder(), space.usedBytes());
    boolean due = run.removeSupersededUpdates() || worthIt && fits;
    context.log(
        String.format(
            Locale.ROOT,
            "%d %% of the image file's %,d bytes are of no use any more: %s",
            space.unusedPercent(),
            space.fileBytes(),
            due
                ? "the image is exported to a new file."
                : worthIt
                    ? "it is not exported to a new file, for which the servicing drive has no room."
                    : "the file stays as it is."));
    return Map.of("exportDue", due, "bootIndex", space.bootIndex());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariable("exportDue", result.get("exportDue"));
    execution.setVariable("bootIndex", result.get("bootIndex"));
  }
}
