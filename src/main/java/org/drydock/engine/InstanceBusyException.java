package org.drydock.engine;

import org.drydock.site.Conflict;

/** A process instance went on at the very moment at which it was to be changed. */
public class InstanceBusyException extends Conflict {

  InstanceBusyException(String purpose, Exception cause) {
    super(
        "Its process instance is just going on (" + purpose + "). Nothing was changed; try again.");
    initCause(cause);
  }
}
