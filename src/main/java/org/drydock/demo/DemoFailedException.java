package org.drydock.demo;

/** The demonstration cannot go on; the message says at what and why. */
class DemoFailedException extends RuntimeException {

  DemoFailedException(String message) {
    super(message);
  }

  DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
