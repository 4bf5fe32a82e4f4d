package org.drydock.schedule;

import org.drydock.site.Conflict;

/** What is asked of a schedule is not possible as it stands now. */
public class ScheduleStateException extends Conflict {

  ScheduleStateException(String message) {
    super(message);
  }
}
