package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ScheduleState;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.UpdateRule;

/**
 * A schedule as the interface shows it.
 *
 * @param start the time of the occurrence that is awaited, is running, or was the last
 * @param state scheduled, paused, running, finished, disabled or stopped
 * @param paused whether its next occurrence does not begin at its time
 * @param message why it is stopped or disabled; absent otherwise
 * @param nextDates the next five times at which it begins
 * @param lastOccurrence absent before the first
 * @param runs the numbers of its runs, the latest first
 */
record ScheduleView(
    long id,
    String name,
    List<String> imageIds,
    List<String> updateIds,
    ScheduleRequest.Rule rule,
    Instant start,
    ScheduleRequest.Recurrence recurrence,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    boolean compactImage,
    String base,
    boolean restartAfterHostLoss,
    boolean parallel,
    String longestDuration,
    String missed,
    int disableAfterFailures,
    int failuresInARow,
    String state,
    boolean paused,
    String message,
    List<Instant> nextDates,
    OccurrenceView lastOccurrence,
    String processInstanceId,
    Instant createdAt,
    List<Long> runs) {

  private static final String STOPPED =
      "Its process instance was deleted in Cockpit or through /engine-rest, so it will not run"
          + " again. Delete it, and create it anew if it is still wanted.";

  static ScheduleView of(
      ServicingSchedule schedule,
      List<Instant> nextDates,
      OccurrenceView lastOccurrence,
      List<Long> runs) {
    return new ScheduleView(
        schedule.id(),
        schedule.name(),
        schedule.images(),
        schedule.updates(),
        rule(schedule.rule()),
        schedule.startAt(),
        recurrence(schedule),
        schedule.continueOnError(),
        schedule.updateDistributionPoints(),
        schedule.removeSupersededUpdates(),
        schedule.compactImage(),
        schedule.base(),
        schedule.restartAfterHostLoss(),
        schedule.parallelImages(),
        schedule.longestDuration(),
        schedule.missed().label(),
        schedule.disableAfterFailures(),
        schedule.failuresInARow(),
        schedule.state().name().toLowerCase(Locale.ROOT),
        schedule.paused(),
        schedule.state() == ScheduleState.STOPPED ? STOPPED : schedule.reason(),
        nextDates,
        lastOccurrence,
        schedule.processInstanceId(),
        schedule.createdAt(),
        runs);
  }

  private static ScheduleRequest.Rule rule(UpdateRule rule) {
    return rule == null
        ? null
        : new ScheduleRequest.Rule(
            rule.filter(), rule.product(), rule.classificationList(), rule.olderThanDays());
  }

  private static ScheduleRequest.Recurrence recurrence(ServicingSchedule schedule) {
    return schedule.cron() == null && schedule.patchTuesdayPlusDays() == null
        ? null
        : new ScheduleRequest.Recurrence(
            schedule.cron(),
            schedule.patchTuesdayPlusDays(),
            schedule.timeOfDay(),
            schedule.timeZone());
  }
}
