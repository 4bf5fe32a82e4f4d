package org.drydock.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {

  private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

  @Test
  void withoutLimitsEverythingIsKept() {
    assertThat(exceeding(new RetentionRule(null, null), 0, 400, 40000)).isEmpty();
  }

  @Test
  void asManyAsAreKeptDoNotExceedTheNumber() {
    assertThat(exceeding(new RetentionRule(3, null), 1, 2, 3)).isEmpty();
    assertThat(exceeding(new RetentionRule(3, null))).isEmpty();
  }

  @Test
  void ofMoreTheOldestExceedTheNumber() {
    assertThat(exceeding(new RetentionRule(3, null), 1, 2, 3, 4, 5)).containsExactly(4, 5);
    assertThat(exceeding(new RetentionRule(1, null), 7, 8)).containsExactly(8);
  }

  @Test
  void whatIsExactlyAsOldAsTheDaysAllowDoesNotExceedThem() {
    assertThat(exceeding(new RetentionRule(null, 30), 29, 30, 31)).containsExactly(31);
    RetentionRule month = new RetentionRule(null, 30);
    Instant limit = NOW.minus(Duration.ofDays(30));
    assertThat(month.tooOld(limit, NOW)).isFalse();
    assertThat(month.tooOld(limit.minusMillis(1), NOW)).isTrue();
  }

  @Test
  void whatExceedsEitherLimitIsNotKept() {
    assertThat(exceeding(new RetentionRule(2, 30), 1, 31)).containsExactly(31);
    assertThat(exceeding(new RetentionRule(2, 30), 1, 2, 3)).containsExactly(3);
    assertThat(exceeding(new RetentionRule(2, 30), 31, 32, 33)).containsExactly(31, 32, 33);
  }

  private static List<Integer> exceeding(RetentionRule rule, Integer... ages) {
    Function<Integer, Instant> begin = age -> NOW.minus(Duration.ofDays(age));
    return rule.exceeding(List.of(ages), begin, NOW);
  }
}
