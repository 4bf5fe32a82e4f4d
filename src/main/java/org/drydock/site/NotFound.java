package org.drydock.site;

/** Something was named that does not exist; the message names it. */
public abstract class NotFound extends RuntimeException {

  protected NotFound(String message) {
    super(message);
  }
}
