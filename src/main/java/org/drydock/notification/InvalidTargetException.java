package org.drydock.notification;

import org.drydock.site.BadInput;

/** A target that cannot be told anything. */
public class InvalidTargetException extends BadInput {

  public InvalidTargetException(String message) {
    super(message);
  }
}
