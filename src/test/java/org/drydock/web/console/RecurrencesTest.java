package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.scheduling.support.CronExpression;

/** Recurrences that are chosen by words: what they mean, and what they are called. */
class RecurrencesTest {

  private static final String ZONE = "Europe/Berlin";

  @ParameterizedTest
  @CsvSource({
    "2, TUESDAY, 22:05, 2027-02-09T22:05, 'every second Tuesday of the month, 22:05'",
    "1, TUESDAY, 22:00, 2027-02-02T22:00, 'every first Tuesday of the month, 22:00'",
    "L, FRIDAY, 06:30:15, 2027-01-29T06:30:15, 'every last Friday of the month, 06:30:15'"
  })
  void everyMonthIsOnAWeekday(
      String week, DayOfWeek day, LocalTime time, LocalDateTime next, String words) {
    String cron = Recurrences.monthly(week, day, time);

    assertThat(CronExpression.parse(cron).next(LocalDateTime.parse("2027-01-12T22:05")))
        .isEqualTo(next);
    assertThat(Recurrences.words(cron, ZONE)).isEqualTo(words + " (Europe/Berlin)");
    assertThat(Recurrences.byWeekday(cron)).contains(new Recurrences.ByWeekday(week, day, time));
  }

  @Test
  void everyWeekIsOnADay() {
    String cron = Recurrences.weekly(DayOfWeek.TUESDAY, LocalTime.of(22, 5));

    assertThat(CronExpression.parse(cron).next(LocalDateTime.parse("2027-01-12T22:05")))
        .isEqualTo("2027-01-19T22:05");
    assertThat(Recurrences.words(cron, ZONE)).isEqualTo("every Tuesday, 22:05 (Europe/Berlin)");
    assertThat(Recurrences.byWeekday(cron))
        .contains(new Recurrences.ByWeekday(null, DayOfWeek.TUESDAY, LocalTime.of(22, 5)));
  }

  @ParameterizedTest
  @CsvSource({"0 0 22 1 * ?", "0 */5 * ? * TUE", "0 0 22 ? * TUE#5", "nonsense"})
  void whatNobodyChoseByWordsIsShownAsItIs(String cron) {
    assertThat(Recurrences.words(cron, ZONE)).isEqualTo("cron " + cron + " (Europe/Berlin)");
    assertThat(Recurrences.byWeekday(cron)).isEmpty();
  }

  @Test
  void daysAfterPatchTuesdayAreToldInWords() {
    assertThat(Recurrences.patchTuesday(0, "22:00", "Europe/Berlin"))
        .isEqualTo("on Patch Tuesday, 22:00 (Europe/Berlin)");
    assertThat(Recurrences.patchTuesday(1, "22:00", "Z"))
        .isEqualTo("1 day after Patch Tuesday, 22:00 (Z)");
    assertThat(Recurrences.patchTuesday(5, "03:30", "Z"))
        .isEqualTo("5 days after Patch Tuesday, 03:30 (Z)");
  }
}
