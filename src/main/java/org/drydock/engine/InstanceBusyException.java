package org.drydock.engine;

import org.drydock.site.Conflict;

/** A process instance went on at each moment at which it was to be changed. */
public class InstanceBusyException extends Conflict {

  InstanceBusyException(Exception cause) {
    super("Its process instance goes on all the time. Nothing was changed; try again.");
    initCause(cause);
  }
}
