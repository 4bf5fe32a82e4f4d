package org.drydock.servicing;

import org.drydock.site.Conflict;

/** A request for servicing that the image, or the state of a run, does not allow. */
public class ServicingNotPossibleException extends Conflict {

  public ServicingNotPossibleException(String message) {
    super(message);
  }
}
