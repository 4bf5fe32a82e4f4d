package org.drydock.operation;

import java.util.function.BooleanSupplier;

/** What a task sees of the operation it is. */
record RunningTask(OperationWork work, OperationReports reports, BooleanSupplier unwanted)
    implements TaskContext {

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
  public void confirmOwnership() {
    if (unwanted.getAsBoolean()) {
      work.cancel();
      throw new OperationCancelledException(operationId());
    }
  }

  @Override
  public boolean cancelled() {
    return work.cancelled() || work.left();
  }
}
