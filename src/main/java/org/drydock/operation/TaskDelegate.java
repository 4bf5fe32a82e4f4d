package org.drydock.operation;

import java.util.Map;

/** A step that waits for Java work which is safe to run again from the start. */
public abstract class TaskDelegate
    extends OperationDelegate<Map<String, Object>, Map<String, Object>> implements Task {

  /** Does the work, on a thread of its own and outside any transaction. */
  @Override
  public abstract Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception;

  @Override
  final OperationKind kind() {
    return OperationKind.TASK;
  }

  @Override
  @SuppressWarnings("unchecked") // what perform returned
  final Map<String, Object> result(Object result) {
    return (Map<String, Object>) result;
  }
}
