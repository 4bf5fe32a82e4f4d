package org.drydock.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTimesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "now, 2026-03-01T12:00:00Z",
    "2026-03-10T22:00:00Z, 2026-03-10T22:00:00Z",
    "2026-03-10T22:00+05:00, 2026-03-10T17:00:00Z",
    "2026-03-10T22:00, 2026-03-10T21:00:00Z",
    "2026-07-10T22:00, 2026-07-10T20:00:00Z",
    "2026-03-10T22:00-04:00[America/New_York], 2026-03-11T02:00:00Z",
  })
  void readsEveryFormOfStart(String text, Instant expected) {
    assertThat(ScheduleTimes.start(text, BERLIN, NOW)).isEqualTo(expected);
  }

  @Test
  void refusesAStartInThePast() {
    assertThatThrownBy(() -> ScheduleTimes.start("2026-02-28T12:00:00Z", BERLIN, NOW))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("lies in the past");
  }

  @Test
  void refusesWhatIsNoTime() {
    assertThatThrownBy(() -> ScheduleTimes.start("tomorrow", BERLIN, NOW))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("2027-01-13T22:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+10000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "+12000-01-01T00:00"})
  void refusesAStartThatNobodyLivesToSee(String text) {
    assertThatThrownBy(() -> ScheduleTimes.start(text, BERLIN, NOW))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("year 9999");
    assertThat(ScheduleTimes.start("9999-12-31T23:59:59Z", BERLIN, NOW)).isAfter(NOW);
  }

  @Test
  void refusesATimeZoneThatDoesNotExist() {
    assertThatThrownBy(() -> ScheduleTimes.zone("Europe/Atlantis", BERLIN))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("Europe/Atlantis");
    assertThatThrownBy(
            () -> ScheduleTimes.start("2026-03-10T22:00+01:00[Europe/Atlantis]", BERLIN, NOW))
        .isInstanceOf(ScheduleException.class);
  }

  @Test
  void anOccurrenceKeepsItsLocalTimeWhenTheClocksChange() {
    Instant next = new CronTimes("0 0 3 * * *", BERLIN).next(Instant.parse("2026-03-28T12:00:00Z"));
    assertThat(next).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
  }

  @Test
  void aCronTimeThatTheClocksLeaveOutIsNotLost_andOneTheyShowTwiceIsDueOnce() {
    CronTimes daily = new CronTimes("0 30 2 * * *", BERLIN);
    Instant inGap = daily.next(Instant.parse("2026-03-28T12:00:00Z"));
    assertThat(inGap).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(daily.next(Instant.parse("2026-03-29T01:10:00Z"))).isEqualTo(inGap);
    assertThat(daily.next(inGap)).isEqualTo("2026-03-30T00:30:00Z");
    Instant first = daily.next(Instant.parse("2026-10-24T12:00:00Z"));
    assertThat(first).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(daily.next(first)).isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void refusesARecurrenceThatIsNoCronExpression() {
    assertThatThrownBy(() -> new CronTimes("monthly", BERLIN))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("six fields");
  }

  @Test
  void refusesARecurrenceThatIsLongerThanAnyoneNeeds() {
    String daily = "0 0 3 * * *";
    String longest = "0 " + "0,".repeat(51) + "0 3 * * 1-7";
    assertThat(longest).hasSizeLessThan(120);
    assertThat(new CronTimes(longest, BERLIN).next(NOW)).isAfter(NOW);
    assertThatThrownBy(() -> new CronTimes(daily + " ".repeat(110), BERLIN))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("120 characters")
        .hasMessageNotContaining(daily);
  }
}
