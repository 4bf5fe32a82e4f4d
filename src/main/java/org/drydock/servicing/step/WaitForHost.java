package org.drydock.servicing.step;

import java.util.Map;
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

  WaitForHost(
      HostQueue queue,
      Runs runs,
      ImageLibrary images,
      RunLog log,
      OfflineServicingLog servicingLog) {
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
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    queue.await(run(input), context::checkCancelled);
    return Map.of();
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    Run run = runs.require(runNumber(execution));
    ImageVersion version = images.version(run.imageId(), run.baseVersion());
    execution.setVariable(HOST, run.host());
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
