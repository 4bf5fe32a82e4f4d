package org.drydock.servicing.step;

import org.drydock.site.Conflict;

/** The maintenance window ended while a run waited for its host. */
class MaintenanceWindowOverException extends Conflict {

  MaintenanceWindowOverException(String end) {
    super(
        "The maintenance window was over at "
            + end
            + ", before a host was free, so nothing was begun. Give the schedule a longer window,"
            + " or hosts more slots (drydock.servicing.slots).");
  }
}
