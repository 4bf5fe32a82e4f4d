package org.drydock.web.console;

import java.util.List;
import org.drydock.schedule.Occurrence;
import org.drydock.schedule.OccurrenceImage;
import org.drydock.schedule.ScheduleHistory;

/** Puts what became of an occurrence of a schedule into words. */
final class Occurrences {

  private Occurrences() {}

  static SchedulePage.Occurrence of(
      ScheduleHistory.Entry entry, ImageNames.Names names, Wording words) {
    Occurrence occurrence = entry.occurrence();
    return new SchedulePage.Occurrence(
        words.moment(occurrence.dueAt()),
        words.moment(occurrence.beganAt()),
        words.moment(occurrence.endedAt()),
        occurrence.endedAt() == null
            ? null
            : words.took(occurrence.beganAt(), occurrence.endedAt()),
        occurrence.cause() == Occurrence.Cause.RUN_NOW ? "by hand" : "its time had come",
        badge(occurrence.outcome()),
        occurrence.reason(),
        entry.images().stream().map(image -> image(image, names)).toList());
  }

  private static SchedulePage.Image image(OccurrenceImage image, ImageNames.Names names) {
    return new SchedulePage.Image(
        names.link(image.imageId()),
        image.runStatus() == null ? badge(image.state()) : Badge.of(image.runStatus()),
        image.runNumber() == null ? null : Link.toRun(image.runNumber()),
        image.reason(),
        image.leftOut() == null ? List.of() : image.leftOut().lines().toList());
  }

  private static Badge badge(Occurrence.Outcome outcome) {
    if (outcome == null) {
      return new Badge("run", "Running");
    }
    return switch (outcome) {
      case SUCCESSFUL -> new Badge("ok", "Successful");
      case SUCCESSFUL_WITH_ERRORS -> new Badge("warn", "Successful with errors");
      case FAILED -> new Badge("bad", "Failed");
      case CANCELLED -> new Badge("idle", "Cancelled");
      case INCOMPLETE -> new Badge("warn", "Window over");
      case SKIPPED -> new Badge("idle", "Skipped");
    };
  }

  private static Badge badge(OccurrenceImage.State state) {
    return switch (state) {
      case WAITING -> new Badge("idle", "waiting");
      case RUNNING -> new Badge("run", "running");
      case SERVICED -> new Badge("ok", "serviced");
      case SKIPPED -> new Badge("idle", "skipped");
      case NOT_BEGUN -> new Badge("warn", "not begun");
      case REJECTED -> new Badge("bad", "not possible");
    };
  }
}
