package org.drydock.servicing.step;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDriveRoom;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.StagingArea;
import org.drydock.update.ContentLibrary;
import org.springframework.stereotype.Component;

/** Copies the planned updates from the content library to the staging area, if it has room. */
@Component
class CopyUpdates extends ServicingTask {

  private final Runs runs;
  private final ContentLibrary content;
  private final ServicingDriveRoom room;

  CopyUpdates(Runs runs, ContentLibrary content, ServicingDriveRoom room) {
    this.runs = runs;
    this.content = content;
    this.room = room;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(run(input));
    ServicingPlan plan = runs.plan(run.runNumber());
    StagingArea staging = StagingArea.of(run);
    room.check(staging.folder(), plan.needBytes());
    staging.create(plan.indexes());
    long total = plan.updates().stream().mapToLong(PlannedUpdate::size).sum();
    AtomicLong done = new AtomicLong();
    for (PlannedUpdate update : plan.updates()) {
      context.log("Copying " + update.fileName() + " to " + staging.update(update));
      VerifiedCopy.copy(
          content.file(update.sha256()),
          staging.update(update),
          update.sha256(),
          context,
          bytes -> context.progress(100.0 * done.addAndGet(bytes) / total));
    }
    return Map.of();
  }
}
