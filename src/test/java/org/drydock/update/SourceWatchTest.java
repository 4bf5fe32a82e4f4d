package org.drydock.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.drydock.site.SynchronizationProperties;
import org.junit.jupiter.api.Test;

/** A source is of concern when what it holds is old, or when it could not be read. */
class SourceWatchTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private final SourceWatch watch =
      new SourceWatch(
          new UpdateSources(null, null),
          new SynchronizationProperties("0 0 2 * * ?", Duration.ofDays(35)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aCatalogueOfLastMonthIsFine() {
    assertThat(watch.concern(catalogue(NOW, NOW.minus(Duration.ofDays(35))))).isEmpty();
  }

  @Test
  void anOlderOneIsOutOfDate() {
    assertThat(watch.concern(catalogue(NOW, NOW.minus(Duration.ofDays(36)))))
        .hasValueSatisfying(
            concern -> assertThat(concern).contains("wsusscn2.cab", "is 36 days old"));
  }

  @Test
  void whatCouldNotBeReadIsNamedWithTheReason() {
    assertThat(watch.concern(catalogue(NOW.minusSeconds(1), NOW)))
        .hasValueSatisfying(concern -> assertThat(concern).endsWith("It is damaged."));
  }

  @Test
  void aFolderHasNoAge() {
    assertThat(watch.concern(catalogue(NOW, null))).isEmpty();
  }

  private static UpdateSource catalogue(Instant synchronizedAt, Instant made) {
    return new UpdateSource(
        UpdateSource.OFFLINE_CATALOGUE,
        "wsusscn2.cab",
        NOW,
        synchronizedAt,
        made,
        null,
        0,
        0,
        0,
        1,
        List.of(new SynchronizationError("wsusscn2.cab", null, "It is damaged.")));
  }
}
