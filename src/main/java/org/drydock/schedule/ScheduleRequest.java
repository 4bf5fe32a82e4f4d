package org.drydock.schedule;

import java.time.Duration;
import java.util.List;

/**
 * A schedule somebody wants.
 *
 * @param name null for none
 * @param updateIds the updates, where no rule chooses them
 * @param rule which updates each occurrence chooses; null where they are fixed
 * @param start {@code now}, or a date and time in ISO-8601: with an offset, with a zone in
 *     brackets, or local; null for the first time of the recurrence
 * @param timeZone the zone of a local start and of the recurrence; null for the server's
 * @param recurrence null for a schedule that runs once
 * @param base {@code current} or {@code original}
 * @param restartAfterHostLoss whether a run whose host is lost is restarted from the beginning
 * @param compactImage whether an image is exported when that shrinks its file by more than a tenth;
 *     null for yes
 * @param parallel whether the images are serviced at once, as far as hosts have slots
 * @param longestDuration how long after its time an occurrence may go on, in ISO-8601; null for as
 *     long as it takes
 * @param missed {@code run-once} or {@code skip}; null for the former
 * @param disableAfterFailures how many occurrences may fail in a row before the schedule disables
 *     itself; 0 for any number, null for three
 */
public record ScheduleRequest(
    String name,
    List<String> imageIds,
    List<String> updateIds,
    Rule rule,
    String start,
    String timeZone,
    Recurrence recurrence,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    String base,
    boolean restartAfterHostLoss,
    Boolean compactImage,
    boolean parallel,
    String longestDuration,
    String missed,
    Integer disableAfterFailures) {

  /** The longest {@code longestDuration}. */
  public static final Duration LONGEST_WINDOW = Duration.ofDays(28);

  /** Whether an image that has grown is exported to a new file; it is, unless told otherwise. */
  boolean compacts() {
    return compactImage == null || compactImage;
  }

  /**
   * When a schedule is due again: by a cron expression or after Patch Tuesdays.
   *
   * @param cron six fields: second, minute, hour, day of month, month, day of week
   * @param patchTuesdayPlusDays days after the second Tuesday of the month
   * @param time of such a day, as 22:00
   * @param timeZone in which it is meant; null for that of the schedule
   */
  public record Recurrence(
      String cron, Integer patchTuesdayPlusDays, String time, String timeZone) {

    /** More would be after the next Patch Tuesday. */
    public static final int MOST_DAYS = 27;
  }

  /**
   * Which of the updates that are applicable and not yet applied are chosen.
   *
   * @param filter words that must all occur in an update's metadata; null for all updates
   * @param product words that must occur in it as well; null for every product
   * @param classifications such as Security Update; null for every classification
   * @param olderThanDays for how many days an update must have been out; null for none
   */
  public record Rule(
      String filter, String product, List<String> classifications, Integer olderThanDays) {}
}
