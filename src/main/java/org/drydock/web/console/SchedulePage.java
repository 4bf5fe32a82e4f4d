package org.drydock.web.console;

import java.util.List;

/**
 * One schedule, with what it has done.
 *
 * @param nextDates the next times at which it begins; none where it does not go on by itself
 * @param rule which updates each occurrence chooses, in words; none where they are fixed
 * @param why it does not go on by itself; null where it does
 * @param resumes whether it can be resumed, and so cannot be paused
 * @param pauses whether it can be paused
 * @param runsNow whether it can be run now
 * @param edits whether it can be changed
 */
record SchedulePage(
    SchedulesPage.Row row,
    List<String> options,
    List<ImagePage.UpdateLine> updates,
    List<String> rule,
    List<Moment> nextDates,
    List<Occurrence> history,
    Moment created,
    String why,
    boolean resumes,
    boolean pauses,
    boolean runsNow,
    boolean edits) {

  /**
   * One time it was due.
   *
   * @param took null before its end
   */
  record Occurrence(
      Moment due,
      Moment began,
      Moment ended,
      String took,
      String cause,
      Badge outcome,
      String reason,
      List<Image> images) {}

  /**
   * What became of one image then.
   *
   * @param run null for none
   */
  record Image(Link image, Badge outcome, Link run, String reason, List<String> leftOut) {}
}
