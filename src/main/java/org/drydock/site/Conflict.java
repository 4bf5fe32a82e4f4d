package org.drydock.site;

/** The request is well-formed but not possible in the present state; the message says why. */
public abstract class Conflict extends RuntimeException {

  protected Conflict(String message) {
    super(message);
  }
}
