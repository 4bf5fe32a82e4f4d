package org.drydock.servicing.step;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.Done;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.servicing.StagingArea;
import org.springframework.stereotype.Component;

/** Commits and unmounts an index. */
@Component
class CommitImage extends DismStep<Done> {

  private final OfflineServicingLog servicingLog;

  CommitImage(OfflineServicingLog servicingLog) {
    this.servicingLog = servicingLog;
  }

  @Override
  protected Optional<DismCall<Done>> call(ActivityExecution execution, StagingArea staging) {
    return Optional.of(new DismCall.UnmountImage(staging.mount(index(execution)), true));
  }

  @Override
  protected void succeeded(ActivityExecution execution, Done answer) {
    execution.setVariable("imageChanged", true);
    servicingLog.line("UnMounting Image (Commit Changes = 1)...");
    servicingLog.line("UnMountImage returned code 0x0");
  }

  @Override
  protected void refused(ActivityExecution execution, DismException cause) {
    servicingLog.line("UnMounting Image (Commit Changes = 1)...");
    servicingLog.line("UnMountImage returned code 0x" + Integer.toHexString(cause.code()));
    servicingLog.line(
        "STATMSG: ID=7913 SEV=E ISTR0=\"%s\" ISTR1=\"%d\" ISTR2=\"%s\" ISTR3=\"%s\""
            .formatted(
                run(execution).imageId(),
                index(execution),
                StagingArea.of(run(execution)).mount(index(execution)),
                cause.codeText()));
    super.refused(execution, cause);
  }
}
