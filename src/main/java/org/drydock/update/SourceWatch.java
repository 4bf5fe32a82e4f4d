package org.drydock.update;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.drydock.site.SynchronizationProperties;
import org.springframework.stereotype.Component;

/** Tells which sources of updates somebody should look after. */
@Component
public class SourceWatch {

  private final UpdateSources sources;
  private final Duration outOfDateAfter;
  private final Clock clock;

  SourceWatch(UpdateSources sources, SynchronizationProperties properties, Clock clock) {
    this.sources = sources;
    this.outOfDateAfter = properties.outOfDateAfter();
    this.clock = clock;
  }

  /** What is wrong, one sentence for each source that is out of date or could not be read. */
  public List<String> concerns() {
    return sources.all().stream().flatMap(source -> concern(source).stream()).toList();
  }

  /** Empty where all is well. */
  public Optional<String> concern(UpdateSource source) {
    if (failed(source)) {
      return Optional.of(
          "The source %s (%s) could not be read: %s"
              .formatted(source.name(), source.location(), reason(source)));
    }
    return isOutOfDate(source, clock.instant())
        ? Optional.of(
            "The source %s (%s) is %d days old. Carry a newer one into the inbox and synchronise."
                .formatted(
                    source.name(),
                    source.location(),
                    Duration.between(source.contentDate(), clock.instant()).toDays()))
        : Optional.empty();
  }

  /** Whether the last look did not get to its end. */
  private static boolean failed(UpdateSource source) {
    return source.synchronizedAt() == null
        || source.synchronizedAt().isBefore(source.attemptedAt());
  }

  /** A folder has no age: what is put into it is new to Drydock. */
  private boolean isOutOfDate(UpdateSource source, Instant now) {
    return source.contentDate() != null && source.contentDate().plus(outOfDateAfter).isBefore(now);
  }

  private static String reason(UpdateSource source) {
    return source.errors().isEmpty()
        ? "the page Updates tells what is known of it."
        : source.errors().get(0).reason();
  }
}
