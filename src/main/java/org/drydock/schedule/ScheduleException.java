package org.drydock.schedule;

import org.drydock.site.BadInput;

/** A schedule that cannot be understood, or that lies in the past. */
public class ScheduleException extends BadInput {

  public ScheduleException(String message) {
    super(message);
  }
}
