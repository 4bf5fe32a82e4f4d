package org.drydock.operation;

/** The command of a step cannot be given to the host, such as where its program is missing. */
class CommandNotPossibleException extends RuntimeException {

  CommandNotPossibleException(RuntimeException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
