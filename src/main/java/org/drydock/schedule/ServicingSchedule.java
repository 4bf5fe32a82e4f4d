package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import org.springframework.data.annotation.Id;

/**
 * When which images get which updates, and how.
 *
 * @param imageIds comma separated
 * @param updateIds comma separated
 * @param startAt the time of the occurrence that is awaited, is running, or was the last
 * @param cron when it recurs, as a cron expression with seconds; null when it does not
 * @param timeZone in which the cron expression is meant
 * @param restartAfterHostLoss whether a run whose host is lost is restarted from the beginning
 * @param compactImage whether an image is exported when that shrinks its file by more than a tenth
 * @param processInstanceId the instance that waits for or executes the occurrence
 */
public record ServicingSchedule(
    @Id Long id,
    String imageIds,
    String updateIds,
    Instant startAt,
    String cron,
    String timeZone,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    String base,
    ScheduleState state,
    String processInstanceId,
    Instant createdAt,
    boolean restartAfterHostLoss,
    boolean compactImage) {

  public List<String> images() {
    return List.of(imageIds.split(","));
  }

  public List<String> updates() {
    return List.of(updateIds.split(","));
  }
}
