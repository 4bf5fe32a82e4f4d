package org.drydock.operation;

/** What a running task tells, and is told. */
public interface TaskContext {

  String operationId();

  /** Reports how far the task is, 0 to 100 percent. */
  void progress(double percent);

  /** Adds a line to the log of the run. */
  void log(String line);

  boolean cancelled();

  /**
   * Asks the database, before something that others see is changed, whether the work is still this
   * node's: a node that was silent for too long may not know yet that it was given up.
   *
   * @throws OperationCancelledException when it is not
   */
  void confirmOwnership() throws OperationCancelledException;

  /** To be called often: between files, between blocks of a long copy. */
  default void checkCancelled() throws OperationCancelledException {
    if (cancelled()) {
      throw new OperationCancelledException(operationId());
    }
  }
}
