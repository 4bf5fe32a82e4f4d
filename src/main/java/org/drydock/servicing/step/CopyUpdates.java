package org.drydock.servicing.step;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.HostDism;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDriveRoom;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.servicing.StagingArea;
import org.drydock.site.ServicingDrive;
import org.drydock.update.ContentLibrary;
import org.drydock.update.MissingContentException;
import org.springframework.stereotype.Component;

/** Copies the planned updates from the content library to the staging area, if it has room. */
@Component
class CopyUpdates extends ServicingTask {

  private final Runs runs;
  private final ContentLibrary content;
  private final ServicingDrive drive;
  private final ServicingDriveRoom room;
  private final HostDism dism;

  CopyUpdates(
      Runs runs,
      ContentLibrary content,
      ServicingDrive drive,
      ServicingDriveRoom room,
      HostDism dism) {
    this.dism = dism;
    this.runs = runs;
    this.content = content;
    this.drive = drive;
    this.room = room;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    long number = run(input);
    Run planned = runs.require(number);
    Run run = runs.stages(number, StagingArea.on(drive.stagingRoot(), planned).folder());
    ServicingPlan plan = runs.plan(number);
    StagingArea staging = StagingArea.of(run);
    context.log("Staging in " + staging.folder());
    context.log("DISM " + dism.check(run, plan.indexes()) + " on host " + run.host());
    staging.makeRoom(); // it may be half done already
    room.check(staging.folder(), plan.needBytes());
    staging.create(plan.indexes());
    long total =
        plan.updates().stream()
            .flatMap(update -> update.members().stream())
            .mapToLong(PlannedUpdate::size)
            .sum();
    AtomicLong done = new AtomicLong();
    for (PlannedUpdate update : plan.updates()) {
      for (PlannedUpdate member : update.members()) {
        context.log("Copying " + member.fileName() + " to " + staging.member(update, member));
        copy(
            member,
            staging.member(update, member),
            context,
            bytes -> context.progress(100.0 * done.addAndGet(bytes) / total));
      }
    }
    return Map.of();
  }

  /** Where the library's file is missing or damaged, says so in words that help. */
  private void copy(PlannedUpdate update, Path target, TaskContext context, LongConsumer copied)
      throws IOException {
    String name =
        update.kb() == null ? update.fileName() : update.fileName() + " (" + update.kb() + ")";
    Path source = content.require(update.sha256(), name);
    try {
      VerifiedCopy.copy(source, target, update.sha256(), context, copied);
    } catch (WrongContentException e) {
      Optional<MissingContentException> damage = content.recheck(update.sha256(), name);
      if (damage.isPresent()) {
        throw damage.get();
      }
      throw e;
    }
  }
}
