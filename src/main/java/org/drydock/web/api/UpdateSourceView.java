package org.drydock.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.drydock.update.SynchronizationError;
import org.drydock.update.UpdateSource;

/**
 * A source of updates.
 *
 * @param age since it was last read to the end, in the form of ISO 8601; absent for never
 * @param contentAge since what it holds was made; absent for a folder
 */
record UpdateSourceView(
    String name,
    String location,
    Instant attemptedAt,
    Instant synchronizedAt,
    Duration age,
    Instant contentDate,
    Duration contentAge,
    int added,
    int changed,
    int withdrawn,
    int errorCount,
    List<SynchronizationError> errors) {

  static UpdateSourceView of(UpdateSource source, Instant now) {
    return new UpdateSourceView(
        source.name(),
        source.location(),
        source.attemptedAt(),
        source.synchronizedAt(),
        age(source.synchronizedAt(), now),
        source.contentDate(),
        age(source.contentDate(), now),
        source.added(),
        source.changed(),
        source.withdrawn(),
        source.errorCount(),
        source.errors());
  }

  private static Duration age(Instant since, Instant now) {
    return since == null ? null : Duration.between(since, now).truncatedTo(ChronoUnit.SECONDS);
  }
}
