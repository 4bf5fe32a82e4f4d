package org.drydock.servicing.step;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.update.DownloadResult;
import org.drydock.update.UpdateDownloads;
import org.springframework.stereotype.Component;

/**
 * Fetches the files of a request into the content library, those that are not there yet. A process
 * that calls this one names itself as the request; the files are its own then.
 */
@Component
class DownloadFiles extends TaskDelegate {

  private static final String ATTEMPT = "attempt";
  private static final String REQUEST = "request";

  private final UpdateDownloads downloads;

  DownloadFiles(UpdateDownloads downloads) {
    this.downloads = downloads;
  }

  /** The files grow where every node sees them. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    Integer before = (Integer) execution.getVariable(ATTEMPT);
    int attempt = before == null ? 1 : before + 1;
    execution.setVariable(ATTEMPT, attempt);
    return Optional.of(Map.of(REQUEST, request(execution), ATTEMPT, attempt));
  }

  static String request(DelegateExecution execution) {
    String caller = (String) execution.getVariable(REQUEST);
    return caller == null ? execution.getProcessInstanceId() : caller;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws IOException {
    DownloadResult result =
        downloads.fetchOf(
            (String) input.get(REQUEST), ((Number) input.get(ATTEMPT)).intValue(), context);
    return Map.of(
        "complete", result.complete(), "failed", result.failed(), "waiting", result.waiting());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariables(result);
    int attempt = (Integer) execution.getVariable(ATTEMPT);
    execution.setVariable("pause", downloads.pauseAfter(attempt).toString());
  }
}
