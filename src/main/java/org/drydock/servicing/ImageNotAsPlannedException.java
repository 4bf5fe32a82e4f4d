package org.drydock.servicing;

/** A serviced image lacks an update that was reported as applied. */
public class ImageNotAsPlannedException extends RuntimeException {

  public ImageNotAsPlannedException(String message) {
    super(message);
  }
}
