package org.drydock.web.console;

import java.util.List;

/** The list of schedules. */
record SchedulesPage(List<Row> rows) {

  /**
   * @param why it does not go on by itself; null where it does
   * @param next when it begins; null where it does not by itself
   * @param last its last run; null before the first
   */
  record Row(
      long id,
      Link link,
      Badge state,
      String why,
      Moment next,
      String recurrence,
      List<Link> images,
      String updates,
      RunRow last) {}
}
