package org.wimdism.hive;

import java.time.Instant;

/** Windows' FILETIME: steps of 100 ns since 1601. */
final class FileTime {

  private static final long SECONDS_TO_1970 = 11_644_473_600L;
  private static final long STEPS_PER_SECOND = 10_000_000L;
  private static final int NANOS_PER_STEP = 100;

  private FileTime() {}

  static long of(Instant time) {
    return (time.getEpochSecond() + SECONDS_TO_1970) * STEPS_PER_SECOND
        + time.getNano() / NANOS_PER_STEP;
  }
}
