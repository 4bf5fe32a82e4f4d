package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.update.UpdateDownloads;
import org.springframework.stereotype.Component;

/** Records that the files of a request are given up, and why. */
@Component
class RecordDownloadFailure implements JavaDelegate {

  private final UpdateDownloads downloads;

  RecordDownloadFailure(UpdateDownloads downloads) {
    this.downloads = downloads;
  }

  @Override
  public void execute(DelegateExecution execution) {
    downloads.giveUp(
        DownloadFiles.request(execution), (String) execution.getVariable("errorMessage"));
  }
}
