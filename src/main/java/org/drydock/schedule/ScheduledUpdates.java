package org.drydock.schedule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Component;

/** Scheduled Updates Date and Scheduled Updates Status, as the list of images shows them. */
@Component
public class ScheduledUpdates {

  private final ServicingSchedules schedules;
  private final Runs runs;

  ScheduledUpdates(ServicingSchedules schedules, Runs runs) {
    this.schedules = schedules;
    this.runs = runs;
  }

  /**
   * @param date when the image will be or was last serviced; null for never
   * @param status None, Scheduled, or the status of the last run
   */
  public record Status(Instant date, String status) {}

  /** An active run counts before a schedule to come, and that before a run that has ended. */
  public Status of(String imageId) {
    Optional<Run> latest = runs.latestOf(imageId);
    if (latest.isPresent() && !latest.get().status().isFinal()) {
      return status(latest.get());
    }
    return schedules.all().stream()
        .filter(schedule -> schedule.state() == ScheduleState.SCHEDULED)
        .filter(schedule -> schedule.images().contains(imageId))
        .min(Comparator.comparing(ServicingSchedule::startAt))
        .map(schedule -> new Status(schedule.startAt(), "Scheduled"))
        .or(() -> latest.map(ScheduledUpdates::status))
        .orElse(new Status(null, "None"));
  }

  private static Status status(Run run) {
    return new Status(
        run.startedAt() == null ? run.createdAt() : run.startedAt(), run.status().label());
  }
}
