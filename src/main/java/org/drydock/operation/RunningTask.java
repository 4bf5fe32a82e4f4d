package org.drydock.operation;

/** What a task sees of the operation it is. */
record RunningTask(OperationWork work, OperationReports reports) implements TaskContext {

  @Override
  public String operationId() {
    return work.operationId();
  }

  @Override
  public void progress(double percent) {
    reports.progress(percent);
  }

  @Override
  public void log(String line) {
    reports.line(line);
  }

  @Override
  public boolean cancelled() {
    return work.cancelled() || work.left();
  }
}
