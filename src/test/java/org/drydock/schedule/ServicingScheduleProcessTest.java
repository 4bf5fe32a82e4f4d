package org.drydock.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.operation.Operations;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.servicing.ProcessStory;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingDesk;
import org.drydock.site.NodeNotLostException;
import org.drydock.site.Nodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A schedule waits for its time, services its images one after the other, and may recur. */
@ProcessTest
class ServicingScheduleProcessTest {

  @Autowired ProcessStory story;
  @Autowired Operations operations;
  @Autowired ServicingSchedules schedules;
  @Autowired ScheduledUpdates scheduledUpdates;
  @Autowired Processes processes;
  @Autowired Runs runs;
  @Autowired Nodes nodes;
  @Autowired StoppedSchedules stopped;
  @Autowired ServicingDesk desk;
  @Autowired RuntimeService runtime;
  @Autowired JdbcClient jdbc;

  @Test
  void theImagesAreServicedOneAfterTheOther_whenTheTimeHasCome() {
    String first = story.image(1);
    String second = story.image(1);
    String update = story.rollup("KB5990201", 201);
    Instant start = Instant.now().plus(Duration.ofDays(1));
    ServicingSchedule schedule =
        schedules.create(request(List.of(first, second), update, start.toString(), null));
    story.goOn();
    assertThat(runs.latestOf(first)).isEmpty();
    assertThat(scheduledUpdates.of(first).status()).isEqualTo("Scheduled");

    theTimeHasCome();
    assertThat(scheduledUpdates.of(first).status()).isEqualTo("Queued");
    assertThat(runs.latestOf(second)).isEmpty();
    nothingIsApplicableIn(first);
    nothingIsApplicableIn(second);

    assertThat(runs.latestOf(second)).map(Run::status).contains(RunStatus.SUCCESSFUL);
    assertThat(runs.latestOf(second))
        .map(Run::cause)
        .contains("Started by schedule " + schedule.id());
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.FINISHED);
    assertThat(story.endOf(schedule.processInstanceId())).isEqualTo("EndEvent_ScheduleFinished");
  }

  @Test
  void aRecurringScheduleStartsItsNextOccurrenceAsAnInstanceOfItsOwn() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(image),
                story.rollup("KB5990202", 202),
                "now",
                new Recurrence("0 0 3 * * *", null, null, "Europe/Berlin")));
    theTimeHasCome();
    nothingIsApplicableIn(image);

    ServicingSchedule next = schedules.require(schedule.id());
    assertThat(next.state()).isEqualTo(ScheduleState.SCHEDULED);
    assertThat(next.startAt()).isAfter(Instant.now());
    assertThat(next.processInstanceId()).isNotEqualTo(schedule.processInstanceId());
    assertThat(story.endOf(schedule.processInstanceId()))
        .isEqualTo("EndEvent_NextOccurrenceStarted");
    schedules.delete(schedule.id());
    assertThat(processes.active(next.processInstanceId())).isFalse();
  }

  @Test
  void aRunningScheduleCannotBeDeleted() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(request(List.of(image), story.rollup("KB5990203", 203), "now", null));
    theTimeHasCome();

    assertThatThrownBy(() -> schedules.delete(schedule.id()))
        .isInstanceOf(ScheduleBusyException.class)
        .hasMessageContaining("Cancel its run first");
    nothingIsApplicableIn(image);
    schedules.delete(schedule.id());
    assertThatThrownBy(() -> schedules.require(schedule.id()))
        .isInstanceOf(ScheduleNotFoundException.class);
  }

  @Test
  void anImageThatBecameUnserviceableIsRejectedAndTheScheduleGoesOn() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(request(List.of(image), story.rollup("KB5990204", 204), "now", null));
    story.becomesUnreadable(image);
    theTimeHasCome();

    assertThat(runs.latestOf(image)).isEmpty();
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.FINISHED);
  }

  @Test
  void anImageIsServicedAgain_whenItsHostWasLostAndNothingRunsThereAnyMore() {
    String image = story.image(1);
    story.runsGoTo("branch");
    try {
      ServicingSchedule schedule =
          schedules.create(request(List.of(image), story.rollup("KB5990215", 215), "now", null));
      theTimeHasCome();
      story.mountsTheFirstIndex();
      story.isLost("branch");

      Run lost = runs.latestOf(image).orElseThrow();
      assertThat(lost.status()).isEqualTo(RunStatus.FAILED);
      assertThat(lost.host()).isEqualTo("branch");
      assertThat(lost.failureStep()).isEqualTo("Apply update");
      assertThat(lost.failureMessage()).contains("Host branch was lost", "drydock.node.lease");
      assertThat(story.waiting()).contains("Task_WaitForLostHost");
      assertThat(operations.aliveOfRun(lost.runNumber()))
          .as("what keeps the host from removing what the run left, once it is back")
          .isEmpty();

      assertThatThrownBy(() -> nodes.confirmDown(nodes.self()))
          .isInstanceOf(NodeNotLostException.class);
      nodes.confirmDown("branch");
      story.forgetHost("branch");
      story.does("Task_WaitForLostHost");
      assertThat(runs.latestOf(image))
          .map(Run::cause)
          .contains(
              "Started by schedule " + schedule.id() + ", again after the loss of host branch");
      nothingIsApplicableIn(image);
      assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.FINISHED);
    } finally {
      story.forgetHost("branch");
    }
  }

  @Test
  void aRunThatHasNoHostYetWaitsOnAnotherNode_whenItsOwnIsLost() {
    String image = story.image(1);
    story.start(image, List.of(story.rollup("KB5990216", 216)), Map.of());
    story.runsGoTo("branch");
    try {
      story.waitsOn("Task_WaitForHost", "branch");
      story.isLost("branch");
    } finally {
      story.forgetHost("branch");
    }
    assertThat(story.nodeOf("Task_WaitForHost")).isEqualTo(nodes.self());
    nothingIsApplicableIn(image);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScheduleWhoseInstanceIsDeletedWhileItWaitsIsStopped(boolean skipCustomListeners) {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(image),
                story.rollup("KB5990205", 205),
                Instant.now().plus(Duration.ofDays(1)).toString(),
                null));
    runtime.deleteProcessInstance(schedule.processInstanceId(), "by hand", skipCustomListeners);

    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.STOPPED);
    assertThat(scheduledUpdates.of(image).status()).isEqualTo("None");
    schedules.delete(schedule.id());
    assertThat(schedules.all()).extracting(ServicingSchedule::id).doesNotContain(schedule.id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScheduleWhoseInstanceIsDeletedWhileItRunsIsStopped_andItsRunIsCancelled(
      boolean skipCustomListeners) {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(image, story.image(1)),
                story.rollup("KB5990206", 206),
                "now",
                new Recurrence("0 0 3 * * *", null, null, null)));
    theTimeHasCome();
    runtime.deleteProcessInstance(schedule.processInstanceId(), "by hand", skipCustomListeners);
    story.goOn();

    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.STOPPED);
    assertThat(runs.latestOf(image)).map(Run::status).contains(RunStatus.CANCELLING);
    assertThatThrownBy(() -> schedules.delete(schedule.id()))
        .isInstanceOf(ScheduleBusyException.class);
    story.endsWhatWasDeleted();
    assertThat(runs.latestOf(image)).map(Run::status).contains(RunStatus.CANCELLED);
    schedules.delete(schedule.id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aScheduleWhoseRunsInstanceIsDeletedIsStopped_sinceTheEngineEndsTheCallerToo(
      boolean skipCustomListeners) {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(List.of(image, story.image(1)), story.rollup("KB5990207", 207), "now", null));
    theTimeHasCome();
    String run = runs.latestOf(image).orElseThrow().processInstanceId();
    runtime.deleteProcessInstance(run, "by hand", skipCustomListeners);
    story.goOn();
    story.endsWhatWasDeleted();

    assertThat(processes.active(schedule.processInstanceId())).isFalse();
    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.STOPPED);
    assertThat(runs.latestOf(image)).map(Run::status).contains(RunStatus.CANCELLED);
    schedules.delete(schedule.id());
  }

  @Test
  void aScheduleWhoseInstanceWentUnnoticedIsStoppedAtTheNextStart() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(
            request(
                List.of(image),
                story.rollup("KB5990208", 208),
                Instant.now().plus(Duration.ofDays(1)).toString(),
                null));
    runtime.deleteProcessInstance(schedule.processInstanceId(), "by hand");
    jdbc.sql("UPDATE servicing_schedule SET state = 'RUNNING' WHERE id = ?")
        .param(schedule.id())
        .update();
    ServicingSchedule other =
        schedules.create(request(List.of(image), story.rollup("KB5990208", 208), "now", null));
    stopped.atStart();

    assertThat(schedules.require(schedule.id()).state()).isEqualTo(ScheduleState.STOPPED);
    assertThat(schedules.require(other.id()).state()).isEqualTo(ScheduleState.SCHEDULED);
    schedules.delete(other.id());
    schedules.delete(schedule.id());
  }

  @Test
  void aScheduleCannotBeDeletedWhileOneOfItsRunsIsRunAgain() {
    String image = story.image(1);
    ServicingSchedule schedule =
        schedules.create(request(List.of(image), story.rollup("KB5990209", 209), "now", null));
    theTimeHasCome();
    nothingIsApplicableIn(image);
    Run again = desk.runAgain(runs.latestOf(image).orElseThrow().runNumber());

    assertThatThrownBy(() -> schedules.delete(schedule.id()))
        .isInstanceOf(ScheduleBusyException.class)
        .hasMessageContaining("run " + again.runNumber());
    nothingIsApplicableIn(image);
    schedules.delete(schedule.id());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "DRY\t00001"})
  void anIdThatIsNoneIsRefusedWithItsPlace(String id) {
    String image = story.image(1);
    String update = story.rollup("KB5990210", 210);
    assertThatThrownBy(() -> schedules.create(request(Arrays.asList(image, id), update)))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("imageIds[1]");
    assertThatThrownBy(() -> schedules.create(request(List.of(image), id)))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("updateIds[0]");
  }

  @Test
  void moreIdsThanOneScheduleHoldsAreRefused() {
    List<String> images = IntStream.range(0, 500).mapToObj("DRY%05d"::formatted).toList();
    assertThatThrownBy(() -> schedules.create(request(images, "an-update")))
        .isInstanceOf(ScheduleException.class)
        .hasMessageContaining("imageIds", "4000");
  }

  private static ScheduleRequest request(List<String> images, String update) {
    return WantedSchedule.of(images).updates(Arrays.asList(update)).start("now").request();
  }

  private void theTimeHasCome() {
    story.timerFires("CatchEvent_ScheduledTime");
    story.does("Task_ChooseUpdates");
  }

  private void nothingIsApplicableIn(String image) {
    story.mountsTheFirstIndex();
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();
    assertThat(runs.latestOf(image)).map(Run::status).contains(RunStatus.SUCCESSFUL);
  }

  private static ScheduleRequest request(
      List<String> images, String update, String start, Recurrence recurrence) {
    return WantedSchedule.of(images)
        .updates(List.of(update))
        .start(start)
        .recurring(recurrence)
        .restartingAfterHostLoss()
        .request();
  }
}
