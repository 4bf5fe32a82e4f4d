package org.drydock.web.console;

import java.util.List;
import org.drydock.servicing.RunLogReader.LoggedLine;
import org.drydock.servicing.RunLogReader.Window;

/**
 * Lines of a run's log as a page gets them.
 *
 * @param start where the first line begins, in bytes
 * @param end the offset behind the last one
 * @param size of the whole log
 */
record LogPart(List<Line> lines, long start, long end, long size) {

  /** More of a single line would hold up the page; the raw log has it. */
  private static final int LONGEST_LINE = 10_000;

  /**
   * @param at where it begins in the log, in bytes
   * @param step the id of the model's element that it comes from; null where none is known
   */
  record Line(long at, String step, String text) {

    static Line of(LoggedLine line) {
      String text = line.text().stripTrailing();
      return new Line(
          line.offset(),
          line.activityId(),
          text.length() <= LONGEST_LINE
              ? text
              : text.substring(0, LONGEST_LINE) + "… (" + text.length() + " characters)");
    }
  }

  static LogPart of(Window window) {
    return new LogPart(
        window.lines().stream().map(Line::of).toList(),
        window.start(),
        window.end(),
        window.size());
  }
}
