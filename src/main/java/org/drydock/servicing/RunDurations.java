package org.drydock.servicing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells from earlier runs of an image how long the next one will take. */
@Component
class RunDurations {

  /** Older runs had other updates, perhaps another host. */
  private static final int RUNS_LOOKED_AT = 5;

  private final Runs runs;

  RunDurations(Runs runs) {
    this.runs = runs;
  }

  /** The median of the last runs that made a new version; empty where there was none. */
  Optional<Duration> expected(String imageId) {
    List<Duration> durations =
        runs.list(imageId, null).stream()
            .filter(run -> run.newVersion() != null && run.endedAt() != null)
            .limit(RUNS_LOOKED_AT)
            .map(run -> Duration.between(run.startedAt(), run.endedAt()))
            .sorted()
            .toList();
    return durations.isEmpty()
        ? Optional.empty()
        : Optional.of(durations.get(durations.size() / 2));
  }
}
