package org.drydock.image;

import org.drydock.site.Conflict;

/** The version to go back to is not there. */
public class RollbackNotPossibleException extends Conflict {

  RollbackNotPossibleException(String message) {
    super(message);
  }
}
