package org.drydock.schedule;

import org.drydock.site.NotFound;

/** No schedule has this id. */
public class ScheduleNotFoundException extends NotFound {

  public ScheduleNotFoundException(long id) {
    super("There is no schedule " + id + ".");
  }
}
