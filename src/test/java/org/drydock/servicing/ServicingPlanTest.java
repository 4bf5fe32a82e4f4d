package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.drydock.servicing.ProcessStory.foundation;
import static org.drydock.servicing.ProcessStory.rollupIdentity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drydock.ProcessTest;
import org.drydock.servicing.PlanPreview.Preview;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.update.Assessment.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is planned beyond the picks, and what a dry run shows of it. */
@ProcessTest
class ServicingPlanTest {

  private static final String DOT_NET =
      "Package_for_DotNetRollup_481~31bf3856ad364e35~amd64~~10.0.9300.1";

  @Autowired ProcessStory story;
  @Autowired ServicingPlanner planner;
  @Autowired PlanPreview preview;
  @Autowired Runs runs;
  @Autowired UpdateResults results;

  @Test
  void theCheckpointsOfACumulativeUpdateAreAddedToIt() {
    String checkpoint = story.rollupMsu("KB5994401", 4100, foundation());
    String target = story.rollupMsu("KB5994402", 4200, rollupIdentity(4100));

    ServicingPlan plan = planner.plan(request(story.image(1), Base.CURRENT, false, target));

    assertThat(plan.updates())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.updateId()).isEqualTo(target);
              assertThat(unit.checkpoints())
                  .extracting(PlannedUpdate::updateId)
                  .containsExactly(checkpoint);
            });
    assertThat(plan.added())
        .singleElement()
        .satisfies(added -> assertThat(added.reason()).contains("KB5994401", "KB5994402"));
  }

  @Test
  void aChainIsOneCommand_itsFilesLieTogether_andEachMemberHasItsResult() {
    String checkpoint = story.rollupMsu("KB5994403", 4300, foundation());
    String target = story.rollupMsu("KB5994404", 4400, rollupIdentity(4300));
    String run = story.start(story.image(1), List.of(target), Map.of());
    story.mountsTheFirstIndex();

    List<String> command = story.operations().command("Task_ApplyUpdate").argv();
    assertThat(command).filteredOn(word -> word.startsWith("/PackagePath:")).hasSize(1);
    Path folder = StagingArea.of(story.run(run)).folder().resolve("updates").resolve(target);
    assertThat(command).contains("/PackagePath:" + folder.resolve("KB5994404.msu"));
    assertThat(folder)
        .isDirectoryNotContaining(file -> !file.toString().endsWith(".msu"))
        .isDirectoryContaining(file -> file.endsWith("KB5994403.msu"))
        .isDirectoryContaining(file -> file.endsWith("KB5994404.msu"));
    story.succeeds("Task_ApplyUpdate");

    assertThat(results.ofRun(story.run(run).runNumber()))
        .extracting(UpdateResult::updateId, UpdateResult::state)
        .containsExactlyInAnyOrder(
            tuple(checkpoint, UpdateResult.State.APPLIED),
            tuple(target, UpdateResult.State.APPLIED));
    story.cancels(run);
    story.discardsAndCleansUp();
  }

  @Test
  void eachMemberFails_whenTheirCommandFails() {
    story.rollupMsu("KB5994405", 4500, foundation());
    String target = story.rollupMsu("KB5994406", 4600, rollupIdentity(4500));
    String run = story.start(story.image(1), List.of(target), Map.of("continueOnError", true));
    story.mountsTheFirstIndex();
    story.failsWith("Task_ApplyUpdate", "0x800f0922", "DISM failed.");

    assertThat(results.ofRun(story.run(run).runNumber()))
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.state()).isEqualTo(UpdateResult.State.FAILED))
        .allSatisfy(result -> assertThat(result.code()).isEqualTo("0x800f0922"));
    story.cancels(run);
    story.discardsAndCleansUp();
  }

  @Test
  void aCleanUpIsRefused_whenOperationsArePending() {
    String image = story.image(1);
    story.has(image, 1, DOT_NET, "Install Pending");
    String update = story.rollup("KB5994407", 4700);

    assertThatThrownBy(() -> planner.plan(request(image, Base.CURRENT, true, update)))
        .isInstanceOf(ServicingNotPossibleException.class)
        .hasMessageContaining("index 1")
        .hasMessageContaining(DOT_NET)
        .hasMessageContaining("0x800f0806")
        .hasMessageContaining("base: original");
    assertThat(planner.plan(request(image, Base.CURRENT, false, update)).updates()).hasSize(1);
  }

  @Test
  void aRunFromTheOriginalAppliesAgainWhatTheCurrentVersionHas() {
    String image = story.image(1);
    String earlier = story.update("KB5994408", identity("KB5994408"), "");
    story.getsVersionTwo(image);
    story.has(image, 2, identity("KB5994408"), "Installed");
    String update = story.update("KB5994409", identity("KB5994409"), "");

    ServicingPlan plan = planner.plan(request(image, Base.ORIGINAL, true, update));

    assertThat(plan.baseVersion()).isEqualTo(1);
    assertThat(plan.updates())
        .extracting(PlannedUpdate::updateId)
        .containsExactlyInAnyOrder(earlier, update);
    assertThat(plan.added())
        .singleElement()
        .satisfies(added -> assertThat(added.reason()).contains("KB5994408", "version 2"));
  }

  @Test
  void aRunFromTheOriginalIsRefused_whenSomethingWouldBeLost() {
    String image = story.image(1);
    story.getsVersionTwo(image);
    story.has(image, 2, identity("KB5994410"), "Installed");
    String update = story.update("KB5994411", identity("KB5994411"), "");

    assertThatThrownBy(() -> planner.plan(request(image, Base.ORIGINAL, false, update)))
        .isInstanceOf(ServicingNotPossibleException.class)
        .hasMessageContaining(identity("KB5994410"))
        .hasMessageContaining("inbox");
  }

  @Test
  void aDryRunTellsWhatWillBecomeOfEachUpdate_andStartsNothing() {
    String image = story.image(2);
    String update = story.update("KB5994412", identity("KB5994412"), "");
    String deltas = story.deltas("KB5994413");
    int before = runs.list(image, null).size();

    Preview shown = preview.of(request(image, Base.CURRENT, false, update, deltas));

    assertThat(shown.forecasts())
        .anySatisfy(
            forecast -> {
              assertThat(forecast.update().updateId()).isEqualTo(update);
              assertThat(forecast.indexes()).containsOnlyKeys(1, 2);
              assertThat(forecast.indexes().get(2).state()).isEqualTo(State.APPLICABLE);
            })
        .anySatisfy(
            forecast -> {
              assertThat(forecast.update().updateId()).isEqualTo(deltas);
              assertThat(forecast.indexes().get(1).state()).isEqualTo(State.NOT_SUPPORTED);
            });
    assertThat(shown.freeBytes()).isPositive();
    assertThat(shown.fits()).isTrue();
    assertThat(runs.list(image, null)).hasSize(before);
  }

  private static String identity(String kb) {
    return "Package_for_" + kb + "~31bf3856ad364e35~amd64~~10.0.1.1";
  }

  private static ServicingRequest request(
      String image, Base base, boolean cleanUp, String... updates) {
    return new ServicingRequest(
        image, List.of(updates), false, false, cleanUp, false, base, null, "test");
  }
}
