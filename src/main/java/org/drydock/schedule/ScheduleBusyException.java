package org.drydock.schedule;

import org.drydock.site.Conflict;

/** A schedule cannot be deleted while its runs are active. */
public class ScheduleBusyException extends Conflict {

  public ScheduleBusyException(long id) {
    super("Schedule " + id + " is running. Cancel its run first, then delete it.");
  }
}
