package org.drydock.schedule;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.servicing.RunStatus;
import org.springframework.stereotype.Component;

/** Judges how an occurrence ended, and whether there is something to tell beside what runs tell. */
@Component
class OccurrenceVerdicts {

  /** Of an occurrence whose process has not told which it was. */
  static final Verdict UNKNOWN = new Verdict(Occurrence.Outcome.SKIPPED, null, null, null);

  private static final int LONGEST_REASON = 4000;

  /**
   * How an occurrence ended.
   *
   * @param event what is to be told, null for nothing
   * @param text the same in words
   */
  record Verdict(Occurrence.Outcome outcome, String reason, String event, String text) {

    /** Only success makes good for failures: an occurrence without a run proves nothing. */
    int failuresAfter(int before) {
      return switch (outcome) {
        case FAILED -> before + 1;
        case SUCCESSFUL, SUCCESSFUL_WITH_ERRORS -> 0;
        case CANCELLED, INCOMPLETE, SKIPPED -> before;
      };
    }
  }

  Verdict of(ServicingSchedule schedule, ScheduleHistory.Entry ended) {
    Occurrence occurrence = ended.occurrence();
    Occurrence.Outcome outcome = outcome(ended.images());
    String images =
        ended.images().stream()
            .filter(image -> image.reason() != null || image.leftOut() != null)
            .map(image -> "Image " + image.imageId() + ": " + told(image))
            .collect(Collectors.joining(" "));
    String reason =
        occurrence.reason() == null && outcome == Occurrence.Outcome.SKIPPED
            ? "There was nothing to do for any image."
            : occurrence.reason();
    String event = event(outcome, ended.images());
    String text =
        schedule.label()
            + (reason == null ? "." : ": " + reason)
            + (images.isEmpty() ? "" : " " + images);
    return new Verdict(outcome, reason, event, event == null ? null : shorten(text));
  }

  private static String told(OccurrenceImage image) {
    return Stream.of(image.reason(), image.leftOut())
        .filter(Objects::nonNull)
        .map(text -> text.replace('\n', ' '))
        .collect(Collectors.joining(" "));
  }

  String disabled(int failures, Verdict last) {
    return shorten(
        "It has disabled itself, since "
            + failures
            + (failures == 1 ? " occurrence has" : " occurrences in a row have")
            + " failed. Its history tells why; resume it when the cause is removed."
            + (last.text() == null ? "" : " " + last.text()));
  }

  private static Occurrence.Outcome outcome(List<OccurrenceImage> images) {
    if (any(images, OccurrenceImage.State.REJECTED) || any(images, RunStatus.FAILED)) {
      return Occurrence.Outcome.FAILED;
    }
    if (any(images, RunStatus.CANCELLED)) {
      return Occurrence.Outcome.CANCELLED;
    }
    if (any(images, OccurrenceImage.State.NOT_BEGUN)) {
      return Occurrence.Outcome.INCOMPLETE;
    }
    if (any(images, RunStatus.SUCCESSFUL_WITH_ERRORS)) {
      return Occurrence.Outcome.SUCCESSFUL_WITH_ERRORS;
    }
    return any(images, RunStatus.SUCCESSFUL)
        ? Occurrence.Outcome.SUCCESSFUL
        : Occurrence.Outcome.SKIPPED;
  }

  /** An image without a run is told of here; what became of a run, the run tells itself. */
  private static String event(Occurrence.Outcome outcome, List<OccurrenceImage> images) {
    if (any(images, OccurrenceImage.State.REJECTED)) {
      return "run-failed";
    }
    if (images.stream().anyMatch(image -> image.leftOut() != null)) {
      return "updates-left-out";
    }
    return outcome == Occurrence.Outcome.SKIPPED || any(images, OccurrenceImage.State.NOT_BEGUN)
        ? "occurrence-skipped"
        : null;
  }

  private static boolean any(List<OccurrenceImage> images, OccurrenceImage.State state) {
    return images.stream().anyMatch(image -> image.state() == state);
  }

  private static boolean any(List<OccurrenceImage> images, RunStatus status) {
    return images.stream().anyMatch(image -> image.runStatus() == status);
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
  }
}
