package org.drydock.operation;

import java.util.Map;

/** Java work that runs outside any transaction and is safe to run again from the start. */
interface Task {

  Map<String, Object> perform(Map<String, Object> input, TaskContext context) throws Exception;
}
