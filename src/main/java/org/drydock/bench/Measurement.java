package org.drydock.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What one piece of work took.
 *
 * @param written bytes that its processes handed to file systems on disks
 * @param memory the most that its processes had in memory at one moment, in bytes
 */
record Measurement(Duration time, long written, long memory) {

  /** The median of each value by itself. */
  static Measurement median(List<Measurement> all) {
    return new Measurement(
        Duration.ofNanos(median(all, each -> each.time().toNanos())),
        median(all, Measurement::written),
        median(all, Measurement::memory));
  }

  private static long median(List<Measurement> all, ToLongFunction<Measurement> value) {
    long[] sorted = all.stream().mapToLong(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
