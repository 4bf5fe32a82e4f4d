package org.drydock.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.drydock.ProcessTest;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.schedule.ScheduleRequest.Rule;
import org.drydock.servicing.ProcessStory;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The month's work without a person: what a schedule does when nobody looks, and what it tells. */
@ProcessTest
class MonthlyServicingProcessTest {

  private static final Recurrence PATCH_TUESDAY_PLUS_3 =
      new Recurrence(null, 3, "22:00", "Europe/Berlin");

  @Autowired ProcessStory story;
  @Autowired ServicingSchedules schedules;
  @Autowired ScheduleHistory history;
  @Autowired Runs runs;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void noScheduleIsLeft() {
    schedules.all().forEach(schedule -> schedules.delete(schedule.id()));
  }

  @Test
  void aScheduleAfterPatchTuesdaysNeedsNoStart_andShowsItsNextFiveDates() {
    ServicingSchedule schedule =
        schedules.create(rule(List.of(story.image(1)), "KB5990301", PATCH_TUESDAY_PLUS_3));

    List<Instant> dates = schedules.nextDates(schedule);
    assertThat(dates).hasSize(5).isSorted().doesNotHaveDuplicates();
    assertThat(dates.get(0)).isAfter(Instant.now()).isEqualTo(schedule.startAt());
    assertThat(story.dueDate(schedule.processInstanceId())).isEqualTo(dates.get(0));
    assertThat(dates)
        .allSatisfy(
            date ->
                assertThat(date.atZone(ZoneId.of("Europe/Berlin")).toLocalTime())
                    .isEqualTo(LocalTime.of(22, 0)));
  }

  @Test
  void aRuleChoosesForEachImageWhatIsApplicableAndNotYetApplied() {
    String update = story.rollup("KB5990302", 93020); // no other test has a later one
    String behind = story.image(1);
    String upToDate = story.image(1);
    story.alreadyHasRollup(upToDate, 93020);
    ServicingSchedule schedule =
        schedules.create(rule(List.of(upToDate, behind), "kb5990302", PATCH_TUESDAY_PLUS_3));
    story.timerFires("CatchEvent_ScheduledTime");
    story.does("Task_RequestMissingFiles");
    story.does("Task_ChooseUpdates");
    assertThat(runs.plan(runs.latestOf(behind).orElseThrow().runNumber()).updates())
        .extracting(planned -> planned.updateId())
        .containsExactly(update);
    assertThat(runs.latestOf(upToDate)).isEmpty();
    nothingIsApplicableIn(behind);

    ScheduleHistory.Entry last = last(schedule);
    assertThat(last.occurrence().outcome()).isEqualTo(Occurrence.Outcome.SUCCESSFUL);
    assertThat(last.images().get(0).state()).isEqualTo(OccurrenceImage.State.SKIPPED);
    assertThat(last.images().get(0).reason()).contains("No update that the rule admits");
    assertThat(last.images().get(1).runStatus()).isEqualTo(RunStatus.SUCCESSFUL);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.SCHEDULED);
  }

  @Test
  void fixedUpdatesThatAreAllInTheImageByNowAreSkipped_andTheHistorySaysWhy() {
    String image = story.image(1);
    String update = story.rollup("KB5990303", 303);
    ServicingSchedule schedule =
        schedules.create(fixed(List.of(image), update, PATCH_TUESDAY_PLUS_3));
    story.alreadyHasRollup(image, 303);
    theTimeHasCome();

    assertThat(runs.latestOf(image)).isEmpty();
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.SKIPPED);
    assertThat(last(schedule).occurrence().reason()).contains("nothing to do");
    assertThat(last(schedule).images().get(0).reason())
        .contains("None of the updates is applicable any more", "KB5990303");
  }

  @Test
  void aRuleThatCannotBeIsRefused() {
    List<String> images = List.of(story.image(1));
    String update = story.rollup("KB5990304", 304);
    Rule rule = new Rule("Windows", null, null, 3);
    assertThatThrownBy(
            () -> schedules.create(request(images, List.of(update), rule, null, null, false)))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("both updateIds and a rule");
    assertThatThrownBy(
            () ->
                schedules.create(
                    request(images, null, new Rule(null, null, null, -1), null, null, false)))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("olderThanDays");
    assertThatThrownBy(
            () -> schedules.create(fixed(images, update, new Recurrence(null, 3, "10 pm", null))))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("22:00");
    assertThatThrownBy(
            () -> schedules.create(fixed(images, update, new Recurrence(null, null, null, null))))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("either cron");
  }

  @Test
  void imagesWhoseTurnComesAfterTheMaintenanceWindowAreNotBegun() {
    String first = story.image(1);
    String second = story.image(1);
    String update = story.rollup("KB5990305", 305);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(first, second),
                List.of(update),
                null,
                PATCH_TUESDAY_PLUS_3,
                "PT45M",
                false));
    schedules.runNow(schedule.id());
    theTimeHasCome();
    story.does("Task_WaitForHost");
    Run run = runs.latestOf(first).orElseThrow();
    Duration longest =
        Duration.parse((String) story.variable(run.processInstanceId(), "longestRun"));
    assertThat(longest).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(45));
    jdbc.sql("UPDATE occurrence SET window_end = ? WHERE id = ?")
        .params(Timestamp.from(Instant.now()), last(schedule).occurrence().id())
        .update();
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    story.succeeds("Task_MountImage");
    endsUnchanged();

    assertThat(runs.latestOf(second)).isEmpty();
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.INCOMPLETE);
    assertThat(last(schedule).images().get(1).state()).isEqualTo(OccurrenceImage.State.NOT_BEGUN);
    assertThat(last(schedule).images().get(1).reason()).contains("maintenance window was over");
  }

  @Test
  void aRunThatWaitsForAHostUpToTheEndOfTheWindowFails_withNothingBegun() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(image),
                List.of(story.rollup("KB5990306", 306)),
                null,
                PATCH_TUESDAY_PLUS_3,
                "PT8H",
                false));
    schedules.runNow(schedule.id());
    theTimeHasCome();
    story.waitsUpTo("Task_WaitForHost", Instant.now());
    story.cleansUp();

    Run run = runs.latestOf(image).orElseThrow();
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.failureMessage()).contains("window was over", "drydock.servicing.slots");
    assertThat(run.host()).isNull();
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.FAILED);
  }

  @Test
  void imagesAreServicedAtOnce_whenTheScheduleSaysSo() {
    String first = story.image(1);
    String second = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(first, second),
                List.of(story.rollup("KB5990307", 307)),
                null,
                PATCH_TUESDAY_PLUS_3,
                null,
                true));
    theTimeHasCome();
    assertThat(runs.latestOf(first)).map(Run::status).contains(RunStatus.QUEUED);
    assertThat(runs.latestOf(second)).map(Run::status).contains(RunStatus.QUEUED);
    nothingIsApplicableIn(first);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.RUNNING);
    nothingIsApplicableIn(second);
    assertThat(last(schedule).images())
        .extracting(OccurrenceImage::runStatus)
        .containsExactly(RunStatus.SUCCESSFUL, RunStatus.SUCCESSFUL);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.SCHEDULED);
  }

  @Test
  void runNowTakesNoDateAway() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            fixed(List.of(image), story.rollup("KB5990308", 308), PATCH_TUESDAY_PLUS_3));
    schedules.runNow(schedule.id());
    theTimeHasCome();
    assertThatThrownBy(() -> schedules.runNow(schedule.id()))
        .isInstanceOf(ScheduleStateException.class)
        .hasMessageContaining("running already");
    nothingIsApplicableIn(image);

    assertThat(runs.latestOf(image))
        .map(Run::cause)
        .hasValueSatisfying(cause -> assertThat(cause).endsWith("run now"));
    assertThat(last(schedule).occurrence().cause()).isEqualTo(Occurrence.Cause.RUN_NOW);
    ServicingSchedule after = schedules.require(schedule.id());
    assertThat(after.startAt()).isEqualTo(schedule.startAt());
    assertThat(after.state()).isEqualTo(ScheduleState.SCHEDULED);
    assertThat(story.dueDate(after.processInstanceId())).isEqualTo(schedule.startAt());
  }

  @Test
  void aPausedScheduleDoesNotRunAtItsTime_andGoesOnWhenItIsResumed() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            fixed(List.of(image), story.rollup("KB5990309", 309), PATCH_TUESDAY_PLUS_3));
    assertThat(schedules.pause(schedule.id()).state()).isEqualTo(ScheduleState.PAUSED);
    assertThat(schedules.nextDates(schedules.require(schedule.id()))).isEmpty();
    theDateIs(schedule, Instant.now().minus(Duration.ofDays(3)));

    ServicingSchedule resumed = schedules.resume(schedule.id());
    assertThat(resumed.state()).isEqualTo(ScheduleState.SCHEDULED);
    assertThat(resumed.startAt()).isEqualTo(schedule.startAt());
    assertThat(story.dueDate(resumed.processInstanceId())).isEqualTo(schedule.startAt());

    schedules.pause(schedule.id());
    schedules.runNow(schedule.id());
    theTimeHasCome();
    nothingIsApplicableIn(image);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.PAUSED);
  }

  @Test
  void anEditedScheduleMovesItsTimer_andARunningOccurrenceGoesOnWithWhatItBeganWith() {
    String image = story.image(1);
    String other = story.image(1);
    String update = story.rollup("KB5990310", 310);
    ServicingSchedule schedule =
        schedules.create(fixed(List.of(image), update, PATCH_TUESDAY_PLUS_3));
    Recurrence later = new Recurrence(null, 4, "23:30", "UTC");
    ServicingSchedule edited = schedules.edit(schedule.id(), fixed(List.of(image), update, later));
    assertThat(edited.processInstanceId()).isEqualTo(schedule.processInstanceId());
    assertThat(story.dueDate(edited.processInstanceId())).isEqualTo(edited.startAt());
    assertThat(edited.startAt().toString()).endsWith("T23:30:00Z");

    theTimeHasCome();
    schedules.edit(schedule.id(), fixed(List.of(other), update, PATCH_TUESDAY_PLUS_3));
    nothingIsApplicableIn(image);
    assertThat(runs.latestOf(other)).isEmpty();
    ServicingSchedule next = schedules.require(schedule.id());
    assertThat(next.images()).containsExactly(other);
    assertThat(story.dueDate(next.processInstanceId()).toString()).contains(":00:00Z");
  }

  @Test
  void aScheduleThatFailsTooOftenInARowDisablesItself_andSaysSo_untilItIsResumed() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            fixed(List.of(image), story.rollup("KB5990311", 311), PATCH_TUESDAY_PLUS_3));
    story.becomesUnreadable(image);
    for (int failure = 1; failure <= 3; failure++) {
      assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.SCHEDULED);
      theTimeHasCome();
      assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.FAILED);
      assertThat(last(schedule).images().get(0).reason()).contains(image);
    }
    ServicingSchedule disabled = schedules.require(schedule.id());
    assertThat(disabled.state()).isEqualTo(ScheduleState.DISABLED);
    assertThat(disabled.reason()).contains("3 occurrences in a row have failed", "resume it");
    assertThat(story.endOf(disabled.processInstanceId())).isEqualTo("EndEvent_ScheduleDisabled");
    assertThatThrownBy(() -> schedules.runNow(schedule.id()))
        .isInstanceOf(ScheduleStateException.class)
        .hasMessageContaining("Resume it first");

    ServicingSchedule resumed = schedules.resume(schedule.id());
    assertThat(resumed.state()).isEqualTo(ScheduleState.SCHEDULED);
    assertThat(resumed.failuresInARow()).isZero();
    assertThat(resumed.reason()).isNull();
  }

  @Test
  void anOccurrenceMissedWhileTheServerWasDownIsMadeUpForOnce() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            fixed(List.of(image), story.rollup("KB5990312", 312), PATCH_TUESDAY_PLUS_3));
    theDateIs(schedule, Instant.now().minus(Duration.ofDays(80)));
    theTimeHasCome();
    nothingIsApplicableIn(image);

    assertThat(history.of(schedule.id())).hasSize(1);
    assertThat(last(schedule).occurrence().reason()).contains("was due at", "made up for");
    assertThat(schedules.require(schedule.id()).startAt()).isAfter(Instant.now());
  }

  @Test
  void anOccurrenceMissedWhileTheServerWasDownIsSkipped_whenTheScheduleSaysSo() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            WantedSchedule.of(List.of(image))
                .named("Pilot ring")
                .updates(List.of(story.rollup("KB5990313", 313)))
                .recurring(PATCH_TUESDAY_PLUS_3)
                .missed("skip")
                .disabledAfter(0)
                .request());
    theDateIs(schedule, Instant.now().minus(Duration.ofHours(2)));
    story.timerFires("CatchEvent_ScheduledTime");

    assertThat(runs.latestOf(image)).isEmpty();
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.SKIPPED);
    assertThat(last(schedule).occurrence().reason()).contains("it was skipped");
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.SCHEDULED);
  }

  @Test
  void aScheduleThatHasFinishedRunsAgainNow() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            WantedSchedule.of(List.of(image))
                .updates(List.of(story.rollup("KB5990314", 314)))
                .start("now")
                .request());
    theTimeHasCome();
    nothingIsApplicableIn(image);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.FINISHED);
    schedules.runNow(schedule.id());
    theTimeHasCome();
    nothingIsApplicableIn(image);
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.FINISHED);
    assertThat(history.of(schedule.id())).hasSize(2);
  }

  private void theTimeHasCome() {
    story.timerFires("CatchEvent_ScheduledTime");
    story.does("Task_ChooseUpdates");
  }

  private void nothingIsApplicableIn(String image) {
    story.mountsTheFirstIndex();
    endsUnchanged();
    assertThat(runs.latestOf(image)).map(Run::status).contains(RunStatus.SUCCESSFUL);
  }

  private void endsUnchanged() {
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();
  }

  private void theDateIs(ServicingSchedule schedule, Instant date) {
    jdbc.sql("UPDATE servicing_schedule SET start_at = ? WHERE id = ?")
        .params(Timestamp.from(date.truncatedTo(ChronoUnit.MILLIS)), schedule.id())
        .update();
  }

  private ScheduleHistory.Entry last(ServicingSchedule schedule) {
    return history.latestOf(schedule.id()).orElseThrow();
  }

  private static ScheduleRequest rule(List<String> images, String filter, Recurrence recurrence) {
    return request(images, null, new Rule(filter, null, null, null), recurrence, null, false);
  }

  private static ScheduleRequest fixed(List<String> images, String update, Recurrence recurrence) {
    return request(images, List.of(update), null, recurrence, null, false);
  }

  private static ScheduleRequest request(
      List<String> images,
      List<String> updates,
      Rule rule,
      Recurrence recurrence,
      String longestDuration,
      boolean parallel) {
    return WantedSchedule.of(images)
        .updates(updates)
        .rule(rule)
        .start(recurrence == null ? "now" : null)
        .recurring(recurrence)
        .parallel(parallel)
        .within(longestDuration)
        .request();
  }
}
