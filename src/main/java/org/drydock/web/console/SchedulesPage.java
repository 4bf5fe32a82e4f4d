package org.drydock.web.console;

import java.util.List;

/** The list of schedules. */
record SchedulesPage(List<Row> rows) {

  /**
   * @param waits whether its time is to come
   * @param last its last run; null before the first
   */
  record Row(
      long id,
      Link link,
      Badge state,
      Moment due,
      boolean waits,
      String recurrence,
      List<Link> images,
      String updates,
      RunRow last) {}
}
