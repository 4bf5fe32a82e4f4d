package org.drydock.notification;

/** A notification did not arrive; the message says what its target, or the way to it, answered. */
public class SendingFailedException extends Exception {

  private static final long serialVersionUID = 1;

  SendingFailedException(String message) {
    super(message);
  }

  SendingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
