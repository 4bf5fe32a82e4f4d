package org.drydock.schedule;

import java.util.List;

/**
 * A schedule somebody wants.
 *
 * @param start {@code now}, or a date and time in ISO-8601: with an offset, with a zone in
 *     brackets, or local
 * @param timeZone the zone of a local start and of the recurrence; null for the server's
 * @param recurrence null for a schedule that runs once
 * @param base {@code current} or {@code original}
 * @param restartAfterHostLoss whether a run whose host is lost is restarted from the beginning
 * @param compactImage whether an image is exported when that shrinks its file by more than a tenth;
 *     null for yes
 */
public record ScheduleRequest(
    List<String> imageIds,
    List<String> updateIds,
    String start,
    String timeZone,
    Recurrence recurrence,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    String base,
    boolean restartAfterHostLoss,
    Boolean compactImage) {

  /** Whether an image that has grown is exported to a new file; it is, unless told otherwise. */
  boolean compacts() {
    return compactImage == null || compactImage;
  }

  /**
   * When a schedule is due again.
   *
   * @param cron six fields: second, minute, hour, day of month, month, day of week
   * @param timeZone in which it is meant; null for that of the schedule
   */
  public record Recurrence(String cron, String timeZone) {}
}
