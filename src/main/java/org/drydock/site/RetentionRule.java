package org.drydock.site;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How many things of a kind are kept, and how long. What exceeds either limit is not kept.
 *
 * @param keep how many, the newest; null for any number
 * @param days how old, in days of 24 hours; null for any age
 */
public record RetentionRule(Integer keep, Integer days) {

  /**
   * The things that exceed a limit, in the given order. A thing that is exactly so many days old
   * does not.
   *
   * @param newestFirst what is counted
   * @param begin from when a thing's age is counted
   */
  public <T> List<T> exceeding(List<T> newestFirst, Function<T, Instant> begin, Instant now) {
    return IntStream.range(0, newestFirst.size())
        .filter(place -> tooMany(place) || tooOld(begin.apply(newestFirst.get(place)), now))
        .mapToObj(newestFirst::get)
        .toList();
  }

  /** Whether something of that time is older than the days allow. */
  public boolean tooOld(Instant begin, Instant now) {
    return days != null && begin.isBefore(now.minus(Duration.ofDays(days)));
  }

  private boolean tooMany(int place) {
    return keep != null && place >= keep;
  }
}
