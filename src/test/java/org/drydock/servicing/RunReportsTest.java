package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.servicing.RunCourse.Flow;
import org.drydock.servicing.RunStage.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is told of a run while it goes its way. */
@ProcessTest
class RunReportsTest {

  @Autowired ProcessStory story;
  @Autowired RunReports reports;
  @Autowired RunPulse pulse;
  @Autowired Runs runs;
  @Autowired Processes processes;

  @AfterEach
  void nothingIsLeftRunning() {
    runs.active().forEach(run -> processes.delete(run.processInstanceId(), "end of test"));
    story.operations().endCancelled();
    story.operations().performDetached();
  }

  @Test
  void aRunTellsAtWhichIndexAndUpdateItIs() {
    String first = story.rollup("KB5991001", 1001);
    String second =
        story.update("KB5991002", "Package_for_KB5991002~31bf3856ad364e35~amd64~~10.0.1.1", "");
    String instance = begin(story.image(2), List.of(first, second));
    story.succeeds("Task_MountImage");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.isApplicable();

    RunReport report = report(instance);

    List<String> order =
        report.plan().updates().stream().map(ServicingPlan.PlannedUpdate::updateId).toList();
    RunVisit current = report.course().current().orElseThrow();
    assertThat(current.elementId()).isEqualTo("Task_ApplyUpdate");
    assertThat(current.index()).isEqualTo(1);
    assertThat(current.updateId()).isEqualTo(order.get(1));
    assertThat(report.index()).contains(1);
    RunStage applying = stage(report, "Apply updates");
    assertThat(applying.state()).isEqualTo(State.NOW);
    assertThat(applying.done()).isEqualTo(1);
    assertThat(applying.total()).isEqualTo(2);
    assertThat(stage(report, "Mount").state()).isEqualTo(State.DONE);
    assertThat(stage(report, "Clean up").state()).isEqualTo(State.SKIPPED);
    assertThat(stage(report, "Commit").state()).isEqualTo(State.NEXT);
    assertThat(cells(report))
        .isEqualTo(
            List.of(
                List.of(ResultMatrix.State.APPLIED, ResultMatrix.State.WAITING),
                List.of(ResultMatrix.State.APPLYING, ResultMatrix.State.WAITING)));

    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    assertThat(report(instance).course().current().orElseThrow().index()).isEqualTo(2);
    assertThat(report(instance).index()).contains(2);
    assertThat(stage(report(instance), "Apply updates").state()).isEqualTo(State.NEXT);
  }

  @Test
  void onlyTheFlowsThatWereTakenAreTold() {
    String instance = begin(story.image(1), List.of(story.rollup("KB5991003", 1003)));
    story.succeeds("Task_MountImage");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    RunCourse course = report(instance).course();

    assertThat(course.processes().get(0).flows())
        .contains(
            new Flow("Task_WaitForHost", "SubProcess_Servicing"),
            new Flow("Gateway_Applicable", "Task_ApplyUpdate"),
            new Flow("SubProcess_ApplyUpdates", "Gateway_IndexDone"),
            new Flow("Gateway_NewVersion", "Task_PublishImage"),
            new Flow("Gateway_Outcome", "EndEvent_Successful"))
        .doesNotContain(
            new Flow("Gateway_NewVersion", "Gateway_CleanUpDue"),
            new Flow("Gateway_Applicable", "EndEvent_UpdateSkipped"),
            new Flow("Gateway_IndexDone", "Task_DiscardIndex"));
    assertThat(report(instance).after()).isPresent();
  }

  @Test
  void theStageWhereARunFailedIsMarked_andWhatComesThenIsSkipped() {
    String instance = begin(story.image(1), List.of(story.rollup("KB5991004", 1004)));
    story.succeeds("Task_MountImage");
    story.isApplicable();
    story.failsWith("Task_ApplyUpdate", "0x800f0922", "An installer failed.");
    story.discardsAndCleansUp();

    RunReport report = report(instance);

    assertThat(report.run().status()).isEqualTo(RunStatus.FAILED);
    assertThat(stage(report, "Apply updates").state()).isEqualTo(State.FAILED);
    assertThat(stage(report, "Verify").state()).isEqualTo(State.SKIPPED);
    assertThat(stage(report, "Verify").note()).isEqualTo("not reached");
    assertThat(report.failure().orElseThrow().remedy()).isNotEmpty();
    assertThat(report.matrix().rows().get(0).reasons().get(0).dism().meaning()).isNotEmpty();
  }

  @Test
  void theRestIsEstimatedFromTheLastRunThatPublished() {
    String image = story.image(1);
    String first = begin(image, List.of(story.rollup("KB5991005", 1005)));
    story.succeeds("Task_MountImage");
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    assertThat(report(first).left()).isEmpty();
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.cleansUp();

    // The version that the story has published has no index.
    String second =
        begin(image, List.of(story.rollup("KB5991006", 1006)), Map.of("base", "original"));
    RunReport report = report(second);

    assertThat(report.left()).isPresent();
    assertThat(report.earlier()).contains(story.run(first).runNumber());
    assertThat(report.previous()).contains(story.run(first).runNumber());
    assertThat(stage(report, "Verify").estimate()).isNotNull();
    assertThat(stage(report, "Wait for host").estimate()).isNull();
  }

  @Test
  void theMarkOfARunChangesWithItAndNotByItself() {
    String instance = begin(story.image(1), List.of(story.rollup("KB5991007", 1007)));
    Run run = story.run(instance);
    RunPulse.Mark before = pulse.of(run);
    assertThat(pulse.of(run)).isEqualTo(before);

    story.succeeds("Task_MountImage");
    RunPulse.Mark mounted = pulse.of(run);
    assertThat(mounted).isNotEqualTo(before);
    runs.keep(run.runNumber(), true);
    assertThat(pulse.of(run)).isNotEqualTo(mounted);
  }

  private String begin(String image, List<String> updates) {
    return begin(image, updates, Map.of());
  }

  private String begin(String image, List<String> updates, Map<String, Object> options) {
    String instance = story.start(image, updates, options);
    story.does("Task_WaitForHost");
    story.does("Task_CopyUpdates");
    story.does("Task_CopyImage");
    return instance;
  }

  private RunReport report(String instance) {
    return reports.of(story.run(instance).runNumber());
  }

  private static RunStage stage(RunReport report, String name) {
    return report.stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<List<ResultMatrix.State>> cells(RunReport report) {
    return report.matrix().rows().stream()
        .map(row -> row.cells().stream().map(ResultMatrix.Cell::state).toList())
        .toList();
  }
}
