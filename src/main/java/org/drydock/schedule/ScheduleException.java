package org.drydock.schedule;

import org.drydock.site.BadInput;

/** A schedule that cannot be understood, or that lies in the past. */
public class ScheduleException extends BadInput {

  private final String field;

  /**
   * @param field the field of {@link ScheduleRequest} that is wrong, such as recurrence.cron
   */
  public ScheduleException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field of {@link ScheduleRequest} that is wrong, such as recurrence.cron. */
  public String field() {
    return field;
  }
}
