package org.drydock.operation;

import java.util.Map;

/**
 * Durable Java work that no step waits for, such as cleaning up after a deleted instance. A Spring
 * bean, started with {@link Operations#start}.
 */
public interface DetachedTask extends Task {

  /** Whether the work needs what is on its host; other work moves when its node is lost. */
  default boolean isBoundToHost(Map<String, Object> input) {
    return true;
  }

  @Override
  Map<String, Object> perform(Map<String, Object> input, TaskContext context) throws Exception;

  /** The work is done. Called in the transaction that ends the operation. */
  void completed(Map<String, Object> input, Map<String, Object> result);

  /** The work failed. Called in the transaction that ends the operation. */
  void failed(Map<String, Object> input, String message);
}
