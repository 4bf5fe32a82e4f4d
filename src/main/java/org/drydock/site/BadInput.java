package org.drydock.site;

/** The input is wrong; the message says what is wrong with it and how to mend it. */
public abstract class BadInput extends RuntimeException {

  protected BadInput(String message) {
    super(message);
  }

  protected BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}
