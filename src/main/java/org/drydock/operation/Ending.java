package org.drydock.operation;

/**
 * What wakes a waiting step: its operation is over.
 *
 * @param result a {@link CommandResult} or a task's map; null when it failed
 * @param message why it failed; null when it did not
 * @param cause what the work failed with; null when it did not, or where nothing was thrown
 * @param lostHost the host that was lost with the work; null where none was
 */
record Ending(String operationId, Object result, String message, Throwable cause, String lostHost) {

  static Ending completed(String operationId, Object result) {
    return new Ending(operationId, result, null, null, null);
  }

  static Ending failed(String operationId, String message, Throwable cause) {
    return new Ending(operationId, null, message, cause, null);
  }

  static Ending lost(String operationId, String message, String host) {
    return new Ending(operationId, null, message, null, host);
  }

  /** The name under which the engine passes it on. */
  static final String SIGNAL = "operationEnded";

  boolean failed() {
    return message != null;
  }
}
