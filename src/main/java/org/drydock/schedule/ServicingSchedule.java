package org.drydock.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;

/**
 * When which images get which updates, and how.
 *
 * @param name null where it has none
 * @param imageIds comma separated
 * @param updateIds comma separated; empty where a rule chooses them
 * @param rule which updates each occurrence chooses; null where they are fixed
 * @param startAt the time of the occurrence that is awaited, is running, or was the last
 * @param cron when it recurs, as a cron expression with seconds; null when it does not
 * @param patchTuesdayPlusDays when it recurs, as days after the second Tuesday of the month
 * @param timeOfDay on such a day, as 22:00
 * @param timeZone in which the recurrence is meant
 * @param restartAfterHostLoss whether a run whose host is lost is restarted from the beginning
 * @param compactImage whether an image is exported when that shrinks its file by more than a tenth
 * @param parallelImages whether its images are serviced at once, as far as hosts have slots
 * @param longestDuration how long after its time an occurrence may go on, in ISO-8601; null for as
 *     long as it takes
 * @param disableAfterFailures how many occurrences in a row may fail; 0 for any number
 * @param paused whether the next occurrence does not begin at its time
 * @param reason why it has disabled itself
 * @param processInstanceId the instance that waits for or executes the occurrence
 */
public record ServicingSchedule(
    @Id Long id,
    String name,
    String imageIds,
    String updateIds,
    @Embedded.Nullable(prefix = "rule_") UpdateRule rule,
    Instant startAt,
    String cron,
    Integer patchTuesdayPlusDays,
    String timeOfDay,
    String timeZone,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    String base,
    boolean restartAfterHostLoss,
    boolean compactImage,
    boolean parallelImages,
    String longestDuration,
    MissedOccurrence missed,
    int disableAfterFailures,
    ScheduleState state,
    boolean paused,
    int failuresInARow,
    String reason,
    String processInstanceId,
    Instant createdAt) {

  public List<String> images() {
    return List.of(imageIds.split(","));
  }

  /** The fixed updates; none where a rule chooses them. */
  public List<String> updates() {
    return updateIds.isEmpty() ? List.of() : List.of(updateIds.split(","));
  }

  /** How messages and the history name it. */
  public String label() {
    return name == null ? "Schedule " + id : "Schedule " + id + " (" + name + ")";
  }

  /** When it is due again; empty for one that runs once. */
  Optional<DueTimes> dueTimes() {
    ZoneId zone = ZoneId.of(timeZone);
    if (cron != null) {
      return Optional.of(new CronTimes(cron, zone));
    }
    return Optional.ofNullable(patchTuesdayPlusDays)
        .map(days -> new PatchTuesdayTimes(days, LocalTime.parse(timeOfDay), zone));
  }

  /** The first time to come: that of its start, or after it that of its recurrence. */
  Optional<Instant> nextAfter(Instant moment) {
    return startAt.isAfter(moment)
        ? Optional.of(startAt)
        : dueTimes().map(times -> times.next(moment));
  }

  /**
   * The first time to come after an occurrence.
   *
   * @param done when it was due; an occurrence that somebody wanted beside them takes no date away
   */
  Optional<Instant> nextAfter(Instant moment, Instant done) {
    boolean early = startAt.equals(done) && done.isAfter(moment); // its timer was fired by hand
    return early ? dueTimes().map(times -> times.next(done)) : nextAfter(moment);
  }

  /** When an occurrence must be over that is due then; empty for never. */
  Optional<Instant> windowEnd(Instant due) {
    return Optional.ofNullable(longestDuration).map(Duration::parse).map(due::plus);
  }

  /** This schedule, standing where the other one stands. */
  ServicingSchedule inThePlaceOf(ServicingSchedule old) {
    return new ServicingSchedule(
        old.id,
        name,
        imageIds,
        updateIds,
        rule,
        startAt,
        cron,
        patchTuesdayPlusDays,
        timeOfDay,
        timeZone,
        continueOnError,
        updateDistributionPoints,
        removeSupersededUpdates,
        base,
        restartAfterHostLoss,
        compactImage,
        parallelImages,
        longestDuration,
        missed,
        disableAfterFailures,
        old.state,
        old.paused,
        old.failuresInARow,
        old.reason,
        old.processInstanceId,
        old.createdAt);
  }
}
