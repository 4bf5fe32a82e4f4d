package org.drydock.operation;

/**
 * What wakes a waiting step: its operation is over.
 *
 * @param result a {@link CommandResult} or a task's map; null when it failed
 * @param message why it failed; null when it did not
 * @param lostHost the host that was lost with the work; null where none was
 */
record Ending(String operationId, Object result, String message, String lostHost) {

  /** The name under which the engine passes it on. */
  static final String SIGNAL = "operationEnded";

  boolean failed() {
    return message != null;
  }
}
