package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.servicing.OfflineServicingLog;
import org.drydock.site.Nodes;
import org.springframework.stereotype.Component;

/**
 * Waits, before an image is serviced again, until nothing of the first attempt can be alive: the
 * lost host is back and has ended what was left, or an administrator has confirmed that it is down.
 */
@Component
class WaitForLostHost extends TaskDelegate {

  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Nodes nodes;
  private final OfflineServicingLog servicingLog;

  WaitForLostHost(Nodes nodes, OfflineServicingLog servicingLog) {
    this.nodes = nodes;
    this.servicingLog = servicingLog;
  }

  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  /**
   * It waits outside the run, whose number is known here: counted as its work, it would keep the
   * host that is back from removing what that run left.
   */
  @Override
  protected Long runNumber(ActivityExecution execution) {
    return null;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Optional.of(Map.of("host", execution.getVariable("lostHost")));
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    String host = (String) input.get("host");
    servicingLog.line(
        "An image is serviced again when host "
            + host
            + " is back, or is confirmed to be down (POST /api/v1/hosts/"
            + host
            + "/down)");
    while (nodes.mayStillWork(host)) {
      context.checkCancelled();
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    return Map.of();
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariable("restarts", ((Number) execution.getVariable("restarts")).longValue() + 1);
    execution.setVariable(
        "cause",
        "Started by schedule "
            + execution.getVariable("scheduleId")
            + ", again after the loss of host "
            + execution.getVariable("lostHost"));
  }
}
