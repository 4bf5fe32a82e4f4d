package org.drydock.schedule;

import java.util.List;
import org.drydock.servicing.RunStatus;
import org.springframework.data.annotation.Id;

/**
 * One image of an occurrence.
 *
 * @param place in the order of the schedule, from 0
 * @param groupNumber images of one group are serviced at once, groups one after the other
 * @param updateIds comma separated; empty before they are chosen, or for none
 * @param runNumber its last run; null for none
 * @param runStatus how that ended; null before
 * @param reason why it was not serviced
 * @param leftOut the updates that the rule wanted and whose files could not be had, one a line with
 *     the reason; null for none
 */
public record OccurrenceImage(
    @Id Long id,
    long occurrenceId,
    int place,
    int groupNumber,
    String imageId,
    String updateIds,
    State state,
    Long runNumber,
    RunStatus runStatus,
    String reason,
    String leftOut) {

  /** Where it stands. */
  public enum State {
    /** Its turn has not come. */
    WAITING,
    RUNNING,
    SERVICED,
    /** Nothing was to be done. */
    SKIPPED,
    /** The maintenance window was over. */
    NOT_BEGUN,
    /** It could not be serviced, so there was no run. */
    REJECTED
  }

  public List<String> updates() {
    return updateIds.isEmpty() ? List.of() : List.of(updateIds.split(","));
  }

  OccurrenceImage with(State next, String why) {
    return changed(updateIds, next, runNumber, runStatus, why, leftOut);
  }

  OccurrenceImage choosing(List<String> updates) {
    return changed(String.join(",", updates), state, runNumber, runStatus, reason, leftOut);
  }

  OccurrenceImage servicedBy(long run, RunStatus status) {
    return changed(updateIds, State.SERVICED, run, status, reason, leftOut);
  }

  OccurrenceImage leavingOut(String updates) {
    return changed(updateIds, state, runNumber, runStatus, reason, updates);
  }

  /** The same image of the same occurrence. */
  private OccurrenceImage changed(
      String nextUpdateIds,
      State nextState,
      Long nextRun,
      RunStatus nextRunStatus,
      String nextReason,
      String nextLeftOut) {
    return new OccurrenceImage(
        id,
        occurrenceId,
        place,
        groupNumber,
        imageId,
        nextUpdateIds,
        nextState,
        nextRun,
        nextRunStatus,
        nextReason,
        nextLeftOut);
  }
}
