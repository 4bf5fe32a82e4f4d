package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.drydock.servicing.RunStatus.CANCELLED;
import static org.drydock.servicing.RunStatus.CANCELLING;
import static org.drydock.servicing.RunStatus.FAILED;
import static org.drydock.servicing.RunStatus.IN_PROCESS;
import static org.drydock.servicing.RunStatus.QUEUED;
import static org.drydock.servicing.RunStatus.SUCCESSFUL;
import static org.drydock.servicing.RunStatus.SUCCESSFUL_WITH_ERRORS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.ModelCoverage;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.image.ImageLibrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;

/** The ways through the process, with the job executor off and DISM's answers given by the test. */
@ProcessTest
@TestInstance(Lifecycle.PER_CLASS)
class ServiceImageProcessTest {

  private static final Map<String, Object> NO_OPTIONS = Map.of();
  private static final Map<String, Object> CONTINUE = Map.of("continueOnError", true);
  private static final Map<String, Object> CLEAN_UP = Map.of("removeSupersededUpdates", true);
  private static final Map<String, Object> DISTRIBUTE = Map.of("updateDistributionPoints", true);

  @Autowired ProcessStory story;
  @Autowired UpdateResults results;
  @Autowired DistributionResults distributions;
  @Autowired ServicingDesk desk;
  @Autowired ImageLibrary images;
  @Autowired Processes processes;
  @Autowired RuntimeService runtime;
  @Autowired Runs runs;
  @Autowired AbandonedRuns abandoned;
  @Autowired ModelCoverage coverage;

  @BeforeAll
  void countElements() {
    coverage.count(getClass());
  }

  @AfterAll
  void everyElementOfTheModelWasReached() {
    assertThat(coverage.of("service-image")).isEqualTo(1.0);
  }

  @AfterEach
  void nothingIsLeftRunning() {
    runs.active().forEach(run -> processes.delete(run.processInstanceId(), "end of test"));
    story.operations().endCancelled();
    story.operations().performDetached();
  }

  @Test
  void anUpdateIsAppliedAndPublished() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990100", 100)), NO_OPTIONS);
    assertThat(story.run(run).status()).isEqualTo(QUEUED);
    story.does("Task_WaitForHost");
    assertThat(story.run(run).status()).isEqualTo(IN_PROCESS);
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    assertThat(StagingArea.of(story.run(run)).image())
        .hasContent("the image file of " + story.run(run).imageId());
    story.succeeds("Task_MountImage");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Successful");
    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(story.run(run).newVersion()).isEqualTo(2);
    assertThat(states(run)).containsExactly(UpdateResult.State.APPLIED);
    story.leftNothingBehind(run);
  }

  @Test
  void theBusinessKeyIsTheRunNumberWhateverTheCallerGave() {
    String instance =
        runtime
            .startProcessInstanceByKey(
                "service-image",
                "mine",
                Map.of("imageId", story.image(1), "updateIds", story.rollup("KB5990101", 101)))
            .getId();
    story.goOn();

    assertThat(
            runtime
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getBusinessKey())
        .isEqualTo(story.run(instance).runNumber().toString());
  }

  @Test
  void everyIndexIsServiced() {
    String run = story.start(story.image(3), List.of(story.rollup("KB5990102", 102)), NO_OPTIONS);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    for (int index = 1; index <= 3; index++) {
      assertThat(story.operations().command("Task_MountImage").argv()).contains("/Index:" + index);
      story.succeeds("Task_MountImage");
      story.isApplicable();
      story.succeeds("Task_ApplyUpdate");
      story.succeeds("Task_CommitImage");
    }
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(results.ofRun(story.run(run).runNumber()))
        .extracting(UpdateResult::index)
        .containsExactly(1, 2, 3);
  }

  @Test
  void theRunStops_whenAnUpdateFails() {
    String image = story.image(1);
    String run =
        story.start(
            image, List.of(story.rollup("KB5990103", 103), story.dotNet("KB5990104")), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.failsWith("Task_ApplyUpdate", "0x800f0922", "DISM failed.");
    assertThat(story.waiting()).containsExactly("Task_DiscardMount");
    story.discardsAndCleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Failed");
    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureStep()).isEqualTo("Apply update");
    assertThat(story.run(run).failureIndex()).isEqualTo(1);
    assertThat(story.run(run).failureCode()).isEqualTo("0x800f0922");
    assertThat(states(run)).containsExactly(UpdateResult.State.FAILED);
    assertThat(images.versions(image)).hasSize(1);
    story.leftNothingBehind(run);
  }

  @Test
  void theNextUpdateIsApplied_whenOneFailsAndErrorsAreContinued() {
    String run =
        story.start(
            story.image(1),
            List.of(story.rollup("KB5990105", 105), story.dotNet("KB5990106")),
            CONTINUE);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.failsWith("Task_ApplyUpdate", "0x800f0922", "DISM failed.");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Successful");
    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(states(run)).containsExactly(UpdateResult.State.FAILED, UpdateResult.State.APPLIED);
  }

  @Test
  void theNextUpdateIsApplied_whenTheCheckOfOneFailsAndErrorsAreContinued() {
    String run =
        story.start(
            story.image(1),
            List.of(story.updateOfUnknownPlace("KB5990107"), story.dotNet("KB5990108")),
            CONTINUE);
    story.mountsTheFirstIndex();
    story.isKilled("Task_CheckApplicability");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(states(run)).containsExactly(UpdateResult.State.FAILED, UpdateResult.State.APPLIED);
  }

  @Test
  void nothingIsCommittedOrPublished_whenNoUpdateIsApplicable() {
    String image = story.image(1);
    String run = story.start(image, List.of(story.rollup("KB5990109", 109)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isNotApplicable();
    assertThat(story.waiting()).containsExactly("Task_DiscardIndex");
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Successful");
    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(story.run(run).newVersion()).isNull();
    assertThat(states(run)).containsExactly(UpdateResult.State.NOT_APPLICABLE);
    assertThat(images.versions(image)).hasSize(1);
  }

  @Test
  void dismIsAsked_whereTheMetadataDoNotTell() {
    String image = story.image(2);
    String run = story.start(image, List.of(story.updateOfUnknownPlace("KB5990110")), NO_OPTIONS);
    story.mountsTheFirstIndex();
    assertThat(story.operations().command("Task_CheckApplicability").argv())
        .contains("/Get-PackageInfo");
    story.isApplicableForDism("Yes");
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.succeeds("Task_MountImage");
    story.isApplicableForDism("No");
    story.succeeds("Task_DiscardIndex");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(states(run))
        .containsExactly(UpdateResult.State.APPLIED, UpdateResult.State.NOT_APPLICABLE);
  }

  @Test
  void whatNeedsAFailedServicingStackIsNotAttempted_evenIfErrorsAreContinued() {
    String run =
        story.start(
            story.image(1),
            List.of(
                story.servicingStack("KB5990150", 150),
                story.updateWithStackFloor("KB5990151", "10.0.26100.150"),
                story.dotNet("KB5990152")),
            CONTINUE);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.failsWith("Task_ApplyUpdate", "0x800f0922", "DISM failed.");
    assertThat(story.operations().command("Task_ApplyUpdate").argv())
        .anyMatch(argument -> argument.endsWith("KB5990152.cab"));
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(states(run))
        .containsExactly(
            UpdateResult.State.FAILED,
            UpdateResult.State.NOT_ATTEMPTED,
            UpdateResult.State.APPLIED);
    assertThat(message(run, UpdateResult.State.NOT_ATTEMPTED))
        .isEqualTo("KB5990151 needs KB5990150, which failed in this index.");
  }

  @Test
  void whatNeedsAMissingServicingStackIsNotAttempted_onceDismHasSaidSo() {
    String run =
        story.start(
            story.image(1),
            List.of(
                story.updateWithStackFloor("KB5990153", "10.0.26100.1"),
                story.updateWithStackFloor("KB5990154", "10.0.26100.1"),
                story.rollup("KB5990155", 155)),
            CONTINUE);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.isApplicable();
    story.failsWith("Task_ApplyUpdate", "0x800f0823", "A newer servicing stack is required.");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(states(run))
        .containsExactly(
            UpdateResult.State.APPLIED,
            UpdateResult.State.FAILED,
            UpdateResult.State.NOT_ATTEMPTED);
    assertThat(message(run, UpdateResult.State.FAILED)).contains("servicing stack", "What to do");
    assertThat(message(run, UpdateResult.State.NOT_ATTEMPTED))
        .matches(
            "KB599015[34] needs a servicing stack that the image lacks: KB599015[34] failed for want"
                + " of it\\. Add the servicing stack update to the selection\\.");
  }

  @Test
  void aMountIsTriedAgain_whenTheImageIsStillMountedSomewhere() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990156", 156)), NO_OPTIONS);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    story.failsWith("Task_MountImage", "0xc1420127", "The image is already mounted.");
    story.failsWith("Task_MountImage", "0xc1420127", "The image is already mounted.");
    assertThat(story.operations().waiting().get(0).message())
        .contains("Mount image, attempt 2 of 3", "IMAGE_ALREADY_MOUNTED", "tried again");
    story.succeeds("Task_MountImage");
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
  }

  @Test
  void theMountIsDiscarded_whenFilesStayOpenHoweverOftenTheCommitIsTried() {
    String image = story.image(1);
    String run = story.start(image, List.of(story.rollup("KB5990157", 157)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    for (int attempt = 1; attempt <= 3; attempt++) {
      story.failsWith("Task_CommitImage", "0xc1420117", "Files are open.");
    }
    assertThat(story.waiting()).containsExactly("Task_DiscardMount");
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureStep()).isEqualTo("Commit and unmount");
    assertThat(story.run(run).failureCode()).isEqualTo("0xc1420117");
    assertThat(images.versions(image)).hasSize(1);
    story.leftNothingBehind(run);
  }

  @Test
  void aStepThatWaitsForItsNextTryCanBeCancelled() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990158", 158)), NO_OPTIONS);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    story.failsWith("Task_MountImage", "0xc1420127", "The image is already mounted.");
    story.cancels(run);
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(CANCELLED);
  }

  @Test
  void aCleanUpIsCheckedWithASecondCall_whenDismLostItsHelperProcess() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990159", 159)), CLEAN_UP);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.failsWith("Task_CleanUpImage", "1726", "The remote procedure call failed.");
    story.succeeds("Task_CleanUpImage");
    story.succeeds("Task_CommitImage");
    story.isMeasured(true);
    story.succeeds("Task_ExportImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
  }

  @Test
  void theRunFails_whenTheSecondCallOfTheCleanUpFailsToo() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990160", 160)), CLEAN_UP);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.failsWith("Task_CleanUpImage", "1726", "The remote procedure call failed.");
    story.failsWith("Task_CleanUpImage", "1726", "The remote procedure call failed.");
    story.discardsAndCleansUp();

    assertThat(story.run(run).failureStep()).isEqualTo("Clean up image");
    assertThat(story.run(run).failureCode()).isEqualTo("1726");
  }

  @Test
  void anUpdateThatWantsARestartIsApplied() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990161", 161)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeedsWithRestart("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(states(run)).containsExactly(UpdateResult.State.APPLIED);
  }

  @Test
  void anUpdateOfDeltasIsSkipped_becauseItIsNotSupported() {
    String run = story.start(story.image(1), List.of(story.deltas("KB5990111")), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(states(run)).containsExactly(UpdateResult.State.NOT_SUPPORTED);
  }

  @Test
  void aPackageThatDismCannotJudgeIsSkipped_becauseItIsNotSupported() {
    String run =
        story.start(story.image(1), List.of(story.updateOfUnknownPlace("KB5990112")), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.failsWith("Task_CheckApplicability", "50", "The request is not supported.");
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(states(run)).containsExactly(UpdateResult.State.NOT_SUPPORTED);
  }

  @Test
  void supersededComponentsAreRemovedBeforeTheUpdatesThatLeavePendingOperations() {
    String run =
        story.start(
            story.image(1),
            List.of(story.dotNet("KB5990114"), story.rollup("KB5990113", 113)),
            CLEAN_UP);
    story.mountsTheFirstIndex();
    assertThat(story.operations().command("Task_ApplyUpdate").argv())
        .anyMatch(argument -> argument.endsWith("KB5990113.cab"));
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    assertThat(story.operations().command("Task_CleanUpImage").argv()).contains("/ResetBase");
    story.succeeds("Task_CleanUpImage");
    assertThat(story.operations().command("Task_ApplyUpdate").argv())
        .anyMatch(argument -> argument.endsWith("KB5990114.cab"));
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.isMeasured(true);
    assertThat(story.operations().command("Task_ExportImage").argv()).contains("/Compress:max");
    story.succeeds("Task_ExportImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
  }

  @Test
  void allIndexesAreExportedInOrder_whenThatIsWorthIt() {
    String run =
        story.start(
            story.image(2), List.of(story.rollup("KB5990170", 170)), Map.of("compactImage", true));
    servicesBothIndexes();
    story.comesTo("Task_MeasureImage", Map.of("exportDue", true, "bootIndex", 2));
    assertThat(story.operations().command("Task_ExportImage").argv())
        .contains("/SourceIndex:1", "/Compress:max")
        .doesNotContain("/Bootable");
    story.succeeds("Task_ExportImage");
    assertThat(story.operations().command("Task_ExportImage").argv())
        .contains("/SourceIndex:2", "/Bootable")
        .doesNotContain("/Compress:max");
    story.succeeds("Task_ExportImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
  }

  @Test
  void theFileStaysAsItIs_whenAnExportIsNotWorthIt() {
    String run =
        story.start(
            story.image(2), List.of(story.rollup("KB5990171", 171)), Map.of("compactImage", true));
    assertThat(runs.plan(story.run(run).runNumber()).compactImage()).isTrue();
    servicesBothIndexes();
    story.isMeasured(false);
    story.verifiesAndPublishes();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
  }

  private void servicesBothIndexes() {
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    for (int index = 1; index <= 2; index++) {
      story.succeeds("Task_MountImage");
      story.isApplicable();
      story.succeeds("Task_ApplyUpdate");
      story.succeeds("Task_CommitImage");
    }
  }

  @Test
  void nothingIsCommitted_whenTheCleanUpOfTheImageFails() {
    String image = story.image(1);
    String run =
        story.start(
            image,
            List.of(story.rollup("KB5990115", 115)),
            Map.of("removeSupersededUpdates", true, "continueOnError", true));
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.failsWith(
        "Task_CleanUpImage",
        "0x800f0806",
        "The operation could not be completed due to pending operations.");
    story.discardsAndCleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Failed");
    assertThat(story.run(run).failureStep()).isEqualTo("Clean up image");
    assertThat(story.run(run).failureCode()).isEqualTo("0x800f0806");
    assertThat(images.versions(image)).hasSize(1);
  }

  @Test
  void aSupersededPickIsReplaced_andThePlanSaysWhy() {
    String run =
        story.start(
            story.image(1),
            List.of(story.rollup("KB5990116", 116), story.rollup("KB5990117", 117)),
            NO_OPTIONS);

    ServicingPlan plan = runs.plan(story.run(run).runNumber());
    assertThat(plan.updates())
        .extracting(ServicingPlan.PlannedUpdate::kb)
        .containsExactly("KB5990117");
    assertThat(plan.replaced())
        .singleElement()
        .satisfies(replaced -> assertThat(replaced.reason()).contains("KB5990116", "KB5990117"));
  }

  @Test
  void everyStepOfTheServicingCanBeCancelled() {
    String image = story.image(1);
    List<String> updates = List.of(story.rollup("KB5990118", 118));
    List<Runnable> steps =
        List.of(
            () -> story.does("Task_CopyUpdates"),
            () -> story.does("Task_CopyImage"),
            () -> story.succeeds("Task_MountImage"),
            story::isApplicable,
            () -> story.succeeds("Task_ApplyUpdate"),
            () -> story.succeeds("Task_CleanUpImage"),
            () -> story.succeeds("Task_CommitImage"),
            () -> story.isMeasured(true),
            () -> story.succeeds("Task_ExportImage"));
    for (int before = 0; before <= steps.size(); before++) {
      String run = story.start(image, updates, CLEAN_UP);
      story.does("Task_WaitForHost");
      steps.subList(0, before).forEach(Runnable::run);
      String step = story.waiting().get(0);
      story.cancels(run);

      assertThat(story.run(run).status()).as("cancelled at " + step).isEqualTo(CANCELLING);
      assertThat(story.operations().cancelling()).hasSize(1);
      story.discardsAndCleansUp();
      assertThat(story.run(run).status()).as("cancelled at " + step).isEqualTo(CANCELLED);
      assertThat(story.endOf(run)).isEqualTo("EndEvent_Cancelled");
      story.leftNothingBehind(run);
    }
    assertThat(images.versions(image)).hasSize(1);
  }

  @Test
  void aRunThatWaitsForItsHostCanBeCancelled() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990119", 119)), NO_OPTIONS);
    story.cancels(run);
    story.operations().endCancelled();
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(CANCELLED);
    assertThat(story.endOf(run)).isEqualTo("EndEvent_Cancelled");
  }

  @Test
  void aRunFails_whenNoHostCanBeHad() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990120", 120)), NO_OPTIONS);
    story.breaks("Task_WaitForHost", "The host is gone.");
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureMessage()).isEqualTo("The host is gone.");
  }

  @Test
  void aRunIsEnded_whenItTakesLongerThanItMay() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990121", 121)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.timerFires("BoundaryEvent_LongestDuration");
    story.discardsAndCleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_TimedOut");
    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureMessage()).contains("drydock.servicing.longest-run");
  }

  @Test
  void aRunFails_whenDismIsKilledWhileMounting() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990122", 122)), NO_OPTIONS);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    story.isKilled("Task_MountImage");
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureStep()).isEqualTo("Mount image");
  }

  @Test
  void noOtherUpdateIsTried_whenDismIsKilledWhileItApplies_evenIfErrorsAreContinued() {
    String run =
        story.start(
            story.image(1),
            List.of(story.rollup("KB5990145", 145), story.dotNet("KB5990146")),
            Map.of("continueOnError", true));
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.isKilled("Task_ApplyUpdate");
    assertThat(story.waiting()).containsOnly("Task_DiscardMount");
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureStep()).isEqualTo("Apply update");
    assertThat(story.run(run).failureMessage()).contains("it was killed");
  }

  @Test
  void aCancelThatFallsBetweenTwoStepsIsNotLost() throws Exception {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990147", 147)), NO_OPTIONS);
    long number = story.run(run).runNumber();
    story.operations().perform("Task_WaitForHost"); // the job that enters the next step waits
    CompletableFuture<Run> cancel = CompletableFuture.supplyAsync(() -> desk.cancel(number));
    await().during(Duration.ofMillis(300)).until(() -> !cancel.isDone());
    story.goOn();
    assertThat(cancel.get(30, TimeUnit.SECONDS).status()).isEqualTo(RunStatus.CANCELLING);
    story.goOn();
    story.discardsAndCleansUp();
    assertThat(story.run(run).status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void aDamagedImageIsNeverServiced() throws Exception {
    String image = story.image(1);
    String run = story.start(image, List.of(story.rollup("KB5990123", 123)), NO_OPTIONS);
    Path file = images.file(image, 1);
    Files.writeString(file, "something else");
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureMessage()).contains("damaged", file.toString());
  }

  @Test
  void theMountIsLeftForTheReaper_whenItCannotBeDiscarded() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990124", 124)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.cancels(run);
    story.operations().endCancelled();
    story.breaks("Task_DiscardMount", "Files are open.");

    assertThat(story.endOf(run)).isEqualTo("EndEvent_LeftForReaper");
    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).failureMessage()).contains("Files are open.");

    abandoned.reap();
    story.operations().performDetached();
    assertThat(story.run(run).status()).isEqualTo(FAILED);
    story.leftNothingBehind(run);
  }

  @Test
  void theStagingAreaIsLeftForTheReaper_whenItCannotBeRemoved() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990125", 125)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.breaks("Task_CleanUpStaging", "A file is in use.");

    assertThat(story.endOf(run)).isEqualTo("EndEvent_LeftForReaper");
    assertThat(story.run(run).status()).isEqualTo(FAILED);
  }

  @Test
  void thePublishedVersionStays_whenTheStagingAreaCannotBeRemoved() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990144", 144)), NO_OPTIONS);
    publish(run);
    story.breaks("Task_CleanUpStaging", "A file is in use.");

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(story.run(run).failureMessage()).contains("A file is in use.");
  }

  @Test
  void theNewVersionIsDistributed() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990126", 126)), DISTRIBUTE);
    publish(run);
    story.comesTo("Task_DistributeImage", Map.of("path", "somewhere/install.wim"));
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL);
    assertThat(distributions.ofRun(story.run(run).runNumber()))
        .singleElement()
        .satisfies(sent -> assertThat(sent.path()).isEqualTo("somewhere/install.wim"));
  }

  @Test
  void aDistributionPointIsTriedAgain_andOneThatStaysUnreachableIsAnErrorOfTheRun() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990127", 127)), DISTRIBUTE);
    publish(run);
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.timerFires("CatchEvent_Pause");
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.timerFires("CatchEvent_Pause");
    story.breaks("Task_DistributeImage", "The share is not mounted.");
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Successful");
    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(distributions.ofRun(story.run(run).runNumber()))
        .singleElement()
        .satisfies(sent -> assertThat(sent.message()).isEqualTo("The share is not mounted."));
  }

  @Test
  void aCancelDuringTheDistributionStopsOnlyThat() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990128", 128)), DISTRIBUTE);
    publish(run);
    story.cancels(run);
    story.operations().endCancelled();
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Successful");
    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(story.run(run).newVersion()).isEqualTo(2);
  }

  @Test
  void aCancelDuringThePublishingPreventsOnlyTheDistribution() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990129", 129)), DISTRIBUTE);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.comesTo("Task_VerifyImage", Map.of());
    desk.cancel(story.run(run).runNumber());
    story.publishes();
    assertThat(story.waiting()).containsExactly("Task_CleanUpStaging");
    story.cleansUp();

    assertThat(story.run(run).status()).isEqualTo(SUCCESSFUL_WITH_ERRORS);
    assertThat(story.run(run).newVersion()).isEqualTo(2);
  }

  @Test
  void theRunFails_whenTheImageCannotBePublished() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990130", 130)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.comesTo("Task_VerifyImage", Map.of());
    story.breaks("Task_PublishImage", "The disk is full.");
    story.cleansUp();

    assertThat(story.endOf(run)).isEqualTo("EndEvent_Failed");
    assertThat(story.run(run).failureStep()).isEqualTo("Publish image");
  }

  @Test
  void theRunFails_whenTheVerificationFindsAnUpdateMissing() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990131", 131)), NO_OPTIONS);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.breaks("Task_VerifyImage", "The image does not list its package.");
    story.discardsAndCleansUp();

    assertThat(story.run(run).status()).isEqualTo(FAILED);
    assertThat(story.run(run).newVersion()).isNull();
  }

  @Test
  void aWrongRequestIsRejected_andLeavesNoRunBehind() {
    int runsBefore = runs.list(null, null).size();
    String instance = story.start("DRY99999", List.of("no-such-update"), NO_OPTIONS);

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_RequestRejected");
    assertThat(story.variable(instance, "rejection")).asString().contains("DRY99999");
    assertThat(runs.list(null, null)).hasSize(runsBefore);
  }

  @Test
  void aVariableOfTheWrongTypeIsRejected() {
    String instance = story.start(story.image(1), List.of("x"), Map.of("continueOnError", "yes"));

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_RequestRejected");
    assertThat(story.variable(instance, "rejection"))
        .asString()
        .contains("continueOnError", "Boolean");
  }

  @Test
  void cleaningUpAnImageOfSeveralIndexesIsRejected() {
    String instance =
        story.start(story.image(2), List.of(story.rollup("KB5990132", 132)), CLEAN_UP);

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_RequestRejected");
    assertThat(story.variable(instance, "rejection")).asString().contains("2 indexes");
  }

  @Test
  void aDeletedInstanceIsCleanedUpAfter() {
    String run = story.start(story.image(1), List.of(story.rollup("KB5990133", 133)), NO_OPTIONS);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    runtime.deleteProcessInstance(run, "deleted in Cockpit", true);
    assertThat(story.run(run).status()).isEqualTo(CANCELLING);
    story.operations().endCancelled();
    story.operations().performDetached();

    assertThat(story.run(run).status()).isEqualTo(CANCELLED);
    story.leftNothingBehind(run);
  }

  private void publish(String run) {
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    assertThat(story.run(run).newVersion()).isEqualTo(2);
  }

  private String message(String run, UpdateResult.State state) {
    return results.ofRun(story.run(run).runNumber()).stream()
        .filter(result -> result.state() == state)
        .map(UpdateResult::message)
        .findFirst()
        .orElseThrow();
  }

  private List<UpdateResult.State> states(String run) {
    return results.ofRun(story.run(run).runNumber()).stream().map(UpdateResult::state).toList();
  }
}
