package org.drydock.servicing.step;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.operation.TaskContext;
import org.drydock.operation.TaskDelegate;
import org.drydock.update.CatalogueReport;
import org.drydock.update.SourceWatch;
import org.drydock.update.SynchronizationReport;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/** Reads the sources of updates. */
@Component
class SynchronizeUpdates extends TaskDelegate {

  /** The engine keeps no longer text in a variable. */
  private static final int LONGEST_TEXT = 4000;

  private final UpdateCatalog catalog;
  private final SourceWatch watch;

  SynchronizeUpdates(UpdateCatalog catalog, SourceWatch watch) {
    this.catalog = catalog;
    this.watch = watch;
  }

  /** The inbox is where every node sees it. */
  @Override
  protected boolean isBoundToHost() {
    return false;
  }

  @Override
  protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
    return Optional.of(Map.of());
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context) {
    SynchronizationReport report = catalog.synchronize(context::checkCancelled);
    return Map.of(
        "skipped", report.skipped() == null ? "" : report.skipped(),
        "addedFiles", report.added().size(),
        "refusedFiles", report.refused().size(),
        "waitingFiles", report.waiting().size(),
        "addedRevisions", report.catalogues().stream().mapToInt(CatalogueReport::added).sum(),
        "catalogueErrors",
            report.catalogues().stream().mapToInt(CatalogueReport::errorCount).sum());
  }

  @Override
  protected void completed(ActivityExecution execution, Map<String, Object> result) {
    execution.setVariables(result);
    String concerns = String.join("\n", watch.concerns());
    execution.setVariable("sourceOutOfDate", !concerns.isEmpty());
    execution.setVariable(
        "sourceConcerns", concerns.substring(0, Math.min(concerns.length(), LONGEST_TEXT)));
  }
}
