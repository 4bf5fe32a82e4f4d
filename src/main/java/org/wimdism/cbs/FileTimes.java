package org.wimdism.cbs;

import java.time.Duration;
import java.time.Instant;

/** Windows' FILETIME: 100-nanosecond steps since the year 1601. */
final class FileTimes {

  private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
  private static final long STEPS_PER_SECOND = 10_000_000;
  private static final int NANOS_PER_STEP = 100;

  private FileTimes() {}

  static long of(Instant time) {
    Duration since = Duration.between(EPOCH, time);
    return since.getSeconds() * STEPS_PER_SECOND + since.getNano() / NANOS_PER_STEP;
  }

  static Instant instant(long fileTime) {
    return EPOCH
        .plusSeconds(fileTime / STEPS_PER_SECOND)
        .plusNanos(fileTime % STEPS_PER_SECOND * NANOS_PER_STEP);
  }
}
