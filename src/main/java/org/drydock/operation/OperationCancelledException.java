package org.drydock.operation;

/** The work was told to stop: its step was cancelled, or the server stops. */
public class OperationCancelledException extends RuntimeException {

  public OperationCancelledException(String operationId) {
    super("Operation " + operationId + " was told to stop.");
  }
}
