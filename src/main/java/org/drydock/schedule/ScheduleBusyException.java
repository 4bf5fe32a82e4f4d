package org.drydock.schedule;

import java.util.List;
import org.drydock.site.Conflict;

/** A schedule cannot be deleted while its runs are active. */
public class ScheduleBusyException extends Conflict {

  /**
   * @param runs the numbers of the active ones; none while it is between two of them
   */
  ScheduleBusyException(long id, List<Long> runs) {
    super(
        "Schedule "
            + id
            + " is running"
            + (runs.isEmpty() ? "" : ": run " + runs.get(0))
            + ". Cancel its run first, then delete it.");
  }
}
