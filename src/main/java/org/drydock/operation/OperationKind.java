package org.drydock.operation;

/** What an operation is made of. */
enum OperationKind {
  /** An operating system process that outlives the server. */
  COMMAND,
  /** Java work that is safe to run again from the start. */
  TASK
}
