package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.schedule.Occurrence;
import org.drydock.schedule.OccurrenceImage;
import org.drydock.schedule.ScheduleHistory;

/**
 * One occurrence of a schedule as the interface shows it.
 *
 * @param cause timer or run-now
 * @param windowEnd when it must be over; absent for never
 * @param outcome successful, successful-with-errors, failed, cancelled, incomplete or skipped;
 *     absent while it goes on
 * @param reason what there is to say about it as a whole
 */
record OccurrenceView(
    long id,
    String cause,
    Instant due,
    Instant began,
    Instant windowEnd,
    Instant ended,
    String outcome,
    String reason,
    List<Image> images) {

  /**
   * One image of it.
   *
   * @param outcome waiting, running, skipped, not-begun, rejected, or the status of its run
   * @param reason why it was not serviced
   * @param leftOut what its rule wanted and could not have, with the reasons; absent for nothing
   */
  record Image(
      String imageId,
      String outcome,
      Long run,
      List<String> updateIds,
      String reason,
      List<String> leftOut) {

    static Image of(OccurrenceImage image) {
      return new Image(
          image.imageId(),
          image.runStatus() == null ? label(image.state()) : image.runStatus().label(),
          image.runNumber(),
          image.updates(),
          image.reason(),
          image.leftOut() == null ? null : image.leftOut().lines().toList());
    }
  }

  static OccurrenceView of(ScheduleHistory.Entry entry) {
    Occurrence occurrence = entry.occurrence();
    return new OccurrenceView(
        occurrence.id(),
        label(occurrence.cause()),
        occurrence.dueAt(),
        occurrence.beganAt(),
        occurrence.windowEnd(),
        occurrence.endedAt(),
        occurrence.outcome() == null ? null : label(occurrence.outcome()),
        occurrence.reason(),
        entry.images().stream().map(Image::of).toList());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
