package org.drydock.servicing.step;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.operation.TaskContext;
import org.drydock.servicing.HostQueue;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Waits until a servicing host has a free slot and no other run services the image. */
@Component
class WaitForHost extends ServicingTask {

  private final HostQueue queue;
  private final Runs runs;
  private final ImageLibrary images;
  private final RunLog log;
  private final OfflineServicingLog servicingLog;
  private final Clock clock;

  WaitForHost(
      HostQueue queue,
      Runs runs,
      ImageLibrary images,
      RunLog log,
      OfflineServicingLog servicingLog,
      Clock clock) {
    this.clock = clock;
    this.queue = queue;
    this.runs = runs;
    this.images = images;
    this.log = log;
    this.servicingLog = servicingLog;
  }

  /** Whoever waits for it, a run that has no host yet has left nothing anywhere. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) throws Exception {
    Map<String, Object> input = new HashMap<>(super.prepare(execution).orElseThrow());
    MaintenanceWindow.end(execution)
        .ifPresent(end -> input.put(MaintenanceWindow.END, end.toString()));
    return Optional.of(input);
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    String windowEnd = (String) input.get(MaintenanceWindow.END);
    queue.await(
        run(input),
        () -> {
          context.checkCancelled();
          refuseWhenOver(windowEnd);
        });
    return Map.of();
  }

  private void refuseWhenOver(String windowEnd) {
    if (windowEnd != null && !clock.instant().isBefore(Instant.parse(windowEnd))) {
      throw new MaintenanceWindowOverException(windowEnd);
    }
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    Run run = runs.require(runNumber(execution));
    ImageVersion version = images.version(run.imageId(), run.baseVersion());
    execution.setVariable(HOST, run.host());
    MaintenanceWindow.limit(execution, clock.instant());
    log.line(run.runNumber(), execution.getCurrentActivityId(), "Serviced on host " + run.host());
    servicingLog.line(
        "STATMSG: ID=7900 SEV=I ISTR0=\""
            + (run.scheduleId() == null ? "" : run.scheduleId())
            + "\"");
    servicingLog.line(
        "Image info: Package id %s, Size %d KB, Image path '%s', Type: '%s'"
            .formatted(
                run.imageId(),
                version.size() / 1024,
                images.file(run.imageId(), run.baseVersion()),
                kind(images.require(run.imageId()))));
    servicingLog.line("Initialization of schedule processing succeeded");
  }

  private static String kind(OsImage image) {
    return image.kind() == ImageKind.IMAGE ? "OS Image" : "OS Upgrade Package";
  }
}
