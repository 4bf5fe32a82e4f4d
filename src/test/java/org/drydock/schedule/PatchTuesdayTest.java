package org.drydock.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates after Patch Tuesdays, against calendars that are computed here in another way. */
class PatchTuesdayTest {

  private static final int FIRST_YEAR = 2020;
  private static final int YEARS = 20;

  @ParameterizedTest
  @CsvSource({
    // the second Tuesday of January 2027 is the 12th
    "0,  22:00, Europe/Berlin,    2027-01-01T00:00:00Z, 2027-01-12T21:00:00Z",
    "3,  22:00, Europe/Berlin,    2027-01-01T00:00:00Z, 2027-01-15T21:00:00Z",
    "3,  22:00, America/New_York, 2027-01-01T00:00:00Z, 2027-01-16T03:00:00Z",
    // the moment itself is past
    "3,  22:00, Europe/Berlin,    2027-01-15T21:00:00Z, 2027-02-12T21:00:00Z",
    // 27 days after Patch Tuesday is in the month after it
    "27, 02:00, UTC,              2027-02-01T00:00:00Z, 2027-02-08T02:00:00Z",
    // in Kiribati it is tomorrow already
    "0,  00:30, Pacific/Kiritimati, 2027-01-11T10:00:00Z, 2027-01-11T10:30:00Z",
  })
  void isSoManyDaysAfterTheSecondTuesday(
      int days, String time, String zone, Instant after, Instant expected) {
    assertThat(times(days, LocalTime.parse(time), ZoneId.of(zone)).next(after)).isEqualTo(expected);
  }

  @Test
  void aTimeThatTheClocksLeaveOutIsLaterByAnHour() {
    // 2026-03-29, 02:00 to 03:00 does not exist in Berlin; Patch Tuesday was the 10th
    Instant due =
        times(19, LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"))
            .next(Instant.parse("2026-03-15T00:00:00Z"));
    assertThat(due).isEqualTo(Instant.parse("2026-03-29T01:30:00Z")); // 03:30 there
  }

  @Test
  void ofATimeThatTheClocksShowTwiceItIsTheFirst_andOnlyThat() {
    // 2026-10-25, 02:00 to 03:00 comes twice in Berlin; Patch Tuesday was the 13th
    PatchTuesdayTimes times = times(12, LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
    Instant due = times.next(Instant.parse("2026-10-20T00:00:00Z"));
    assertThat(due).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(times.next(due)).isEqualTo(Instant.parse("2026-11-22T01:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 28})
  void moreDaysThanUpToTheNextPatchTuesdayAreRefused(int days) {
    assertThatThrownBy(() -> times(days, LocalTime.NOON, ZoneOffset.UTC))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("0 to 27");
  }

  /** Twenty years in every zone: each date in turn, none left out and none twice. */
  @Test
  void everyMonthHasItsDate_inEveryZone_forTwentyYears() {
    List<LocalDate> tuesdays = secondTuesdays();
    LocalTime time = LocalTime.of(13, 0);
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      PatchTuesdayTimes times = times(3, time, zone);
      Instant due = LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay(zone).toInstant();
      for (LocalDate tuesday : tuesdays) {
        due = times.next(due);
        assertThat(LocalDateTime.ofInstant(due, zone))
            .as(id)
            .isEqualTo(LocalDateTime.of(tuesday.plusDays(3), time));
      }
    }
  }

  /**
   * At every change of every zone's clocks in twenty years, in the middle of the gap or overlap.
   */
  @Test
  void aChangeOfTheClocksMovesNoDateAway_inAnyZone() {
    int changes = 0;
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      for (ZoneOffsetTransition change : changes(zone)) {
        Duration half = change.getDuration().abs().dividedBy(2);
        LocalDateTime wanted =
            (change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter())
                .plus(half)
                .truncatedTo(ChronoUnit.SECONDS);
        int days = daysAfterPatchTuesday(wanted.toLocalDate());
        if (days > Recurrence.MOST_DAYS) {
          continue; // five weeks lie between some Patch Tuesdays; no schedule names such a day
        }
        changes++;
        Instant due =
            times(days, wanted.toLocalTime(), zone)
                .next(change.getInstant().minus(Duration.ofDays(3)));
        // Counted in seconds from the clocks before the change: the first of two, and as much
        // later as the clocks leave out.
        long expected = wanted.toEpochSecond(change.getOffsetBefore());
        assertThat(due.getEpochSecond()).as("%s %s", id, change).isEqualTo(expected);
        LocalDateTime shown = LocalDateTime.ofInstant(due, zone);
        assertThat(Duration.between(wanted, shown))
            .as("%s %s", id, change)
            .isEqualTo(change.isGap() ? change.getDuration() : Duration.ZERO);
        assertThat(TimeZone.getTimeZone(id).getOffset(due.toEpochMilli()) / 1000)
            .as("%s %s, as the old classes of the JDK see it", id, change)
            .isEqualTo(
                (change.isGap() ? change.getOffsetAfter() : change.getOffsetBefore())
                    .getTotalSeconds());
      }
    }
    assertThat(changes).isGreaterThan(1000);
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    Instant end = Instant.parse((FIRST_YEAR + YEARS) + "-01-01T00:00:00Z");
    ZoneOffsetTransition change =
        zone.getRules().nextTransition(Instant.parse(FIRST_YEAR + "-03-01T00:00:00Z"));
    while (change != null && change.getInstant().isBefore(end)) {
      changes.add(change);
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return changes;
  }

  /** How long before that day the last second Tuesday was. */
  private static int daysAfterPatchTuesday(LocalDate day) {
    for (int days = 0; ; days++) {
      LocalDate candidate = day.minusDays(days);
      if (isTuesday(candidate) && candidate.getDayOfMonth() > 7 && candidate.getDayOfMonth() < 15) {
        return days;
      }
    }
  }

  private static List<LocalDate> secondTuesdays() {
    List<LocalDate> found = new ArrayList<>();
    int tuesdaysOfMonth = 0;
    for (LocalDate day = LocalDate.of(FIRST_YEAR, 1, 1);
        day.getYear() < FIRST_YEAR + YEARS;
        day = day.plusDays(1)) {
      tuesdaysOfMonth = day.getDayOfMonth() == 1 ? 0 : tuesdaysOfMonth;
      if (isTuesday(day) && ++tuesdaysOfMonth == 2) {
        found.add(day);
      }
    }
    return found;
  }

  /** 1970-01-01 was a Thursday, so day 5 was a Tuesday. */
  private static boolean isTuesday(LocalDate day) {
    return Math.floorMod(day.toEpochDay(), 7) == 5;
  }

  private static PatchTuesdayTimes times(int days, LocalTime time, ZoneId zone) {
    return new PatchTuesdayTimes(days, time, zone);
  }
}
