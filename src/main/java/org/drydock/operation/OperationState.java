package org.drydock.operation;

/** Where an operation is between being asked for and being over. */
public enum OperationState {
  /** Its row is written; nobody has started it. */
  QUEUED,
  RUNNING,
  /** Its step was cancelled; the work may still be alive. */
  CANCELLING,
  COMPLETED,
  FAILED,
  CANCELLED;

  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
