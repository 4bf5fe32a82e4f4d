package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.Immutable;
import org.drydock.ModelCoverage;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.image.ImageLibrary;
import org.drydock.site.DataFolder;
import org.drydock.site.Retention;
import org.drydock.site.RetentionRule;
import org.drydock.site.RetentionRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is removed at night, what stays, and what is tried again. */
@ProcessTest
@TestInstance(Lifecycle.PER_CLASS)
class RetentionProcessTest {

  private static final RetentionRule NO_LIMIT = new RetentionRule(null, null);
  private static final RetentionRule ONE = new RetentionRule(1, null);
  private static final RetentionRule A_MONTH = new RetentionRule(null, 30);
  private static final Map<String, Object> DISTRIBUTE = Map.of("updateDistributionPoints", true);

  @Autowired ProcessStory story;
  @Autowired Retention retention;
  @Autowired RetentionDesk desk;
  @Autowired Runs runs;
  @Autowired ImageLibrary images;
  @Autowired Processes processes;
  @Autowired RuntimeService runtime;
  @Autowired HistoryService history;
  @Autowired ManagementService management;
  @Autowired DataFolder data;
  @Autowired JdbcClient jdbc;
  @Autowired RemovedRunLogs logs;
  @Autowired ModelCoverage coverage;

  private String image;
  private String update;

  @BeforeAll
  void countElements() {
    coverage.count(getClass());
    applied(rules(ONE, ONE)); // what earlier tests on the same server left behind
    update = story.rollup("KB5994601", 301);
  }

  @AfterAll
  void everyElementOfTheModelWasReached() {
    assertThat(coverage.of("apply-retention")).isEqualTo(1.0);
  }

  @AfterEach
  void nothingIsLeftRunning() {
    retention.use(rules(NO_LIMIT, NO_LIMIT));
    runs.active().forEach(run -> processes.delete(run.processInstanceId(), "end of test"));
    story.operations().endCancelled();
    story.operations().performDetached();
  }

  @Test
  void aRunThatIsNoLongerKeptGoesWithAllThatIsKnownOfIt() throws Exception {
    jdbc.sql("UPDATE run SET keep = TRUE").update(); // those of other tests are not counted
    image = story.image(1);
    Run old = distributedRun();
    Files.writeString(data.runLogs().resolve(old.runNumber() + ".dism.log"), "what DISM logged");
    long logs = Files.size(data.runLog(old.runNumber())) + "what DISM logged".length();
    images.rollback(image, 1);
    Run kept = endedRun();
    List<String> instances = instancesOf(old);
    assertThat(instances).hasSize(2); // the run and the distribution that it called
    assertThat(tablesWith(old)).contains("RUN", "SERVICING_PLAN", "UPDATE_RESULT", "OPERATION");
    assertThat(tablesWith(old)).contains("DISTRIBUTION_RESULT");

    String retention = applied(rules(ONE, NO_LIMIT));

    assertThat(runs.find(old.runNumber())).isEmpty();
    assertThat(tablesWith(old)).containsOnly("REMOVED_RUN"); // for the other nodes
    for (String instance : instances) {
      assertThat(historyTablesWith(instance)).isEmpty();
    }
    assertThat(data.runLog(old.runNumber())).doesNotExist();
    assertThat(data.runLogs().resolve(old.runNumber() + ".dism.log")).doesNotExist();
    assertThat(story.variable(retention, "removedRuns")).isEqualTo(1);
    assertThat(story.variable(retention, "bytesFreed")).isEqualTo(logs);
    assertThat(story.variable(retention, "notRemoved")).isEqualTo("");

    assertThat(runs.find(kept.runNumber())).isPresent();
    assertThat(runs.plan(kept.runNumber()).updates()).hasSize(1);
    assertThat(processes.activities(kept.processInstanceId())).isNotEmpty();
    assertThat(data.runLog(kept.runNumber())).exists();
  }

  @Test
  void aRunThatIsKeptForeverStaysInAdditionToTheOthers() {
    image = story.image(1);
    Run first = endedRun();
    Run second = endedRun();
    Run third = endedRun();
    runs.keep(first.runNumber(), true);
    applied(rules(ONE, NO_LIMIT));
    assertThat(left()).containsExactly(third.runNumber(), first.runNumber());

    runs.keep(first.runNumber(), false);
    applied(rules(ONE, NO_LIMIT));
    assertThat(left()).containsExactly(third.runNumber());
    assertThatThrownBy(() -> runs.keep(second.runNumber(), true))
        .isInstanceOf(RunNotFoundException.class);
  }

  @Test
  void runsAreCountedForEachImageByItself() {
    image = story.image(1);
    Run run = endedRun();
    image = story.image(1);
    Run ofAnother = endedRun();
    applied(rules(ONE, NO_LIMIT));
    assertThat(runs.find(run.runNumber())).isPresent();
    assertThat(runs.find(ofAnother.runNumber())).isPresent();
  }

  @Test
  void aRunThatHasNotEndedStaysAndIsNotCounted() {
    image = story.image(1);
    Run ended = endedRun();
    Run active = story.run(story.start(image, List.of(update), Map.of()));
    applied(rules(ONE, NO_LIMIT));
    assertThat(left()).containsExactly(active.runNumber(), ended.runNumber());
    assertThat(processes.active(active.processInstanceId())).isTrue();
  }

  @Test
  void aRunThatIsOlderThanTheDaysIsRemoved() {
    image = story.image(1);
    Run old = endedRun();
    Run young = endedRun();
    endedAgo(old, 31);
    endedAgo(young, 29);
    applied(rules(A_MONTH, NO_LIMIT));
    assertThat(left()).containsExactly(young.runNumber());
  }

  @Test
  void theRunThatMadeTheVersionInUseStays() {
    image = story.image(1);
    Run made = distributedRun();
    Run later = endedRun();
    applied(rules(ONE, NO_LIMIT));
    assertThat(left()).containsExactly(later.runNumber(), made.runNumber());
  }

  @Test
  void aNodeRemovesTheLogsOfRunsThatAnotherNodeRemoved_andNoOthers() throws Exception {
    jdbc.sql("INSERT INTO removed_run (run_number) VALUES (990001)").update();
    List<String> gone = List.of("990001.log", "990001.dism.log", "990001.dism.log.joined");
    for (String name : gone) {
      Files.writeString(data.runLogs().resolve(name), "x");
    }
    Path other = Files.writeString(data.runLogs().resolve("990002.log"), "x");
    logs.remove();
    assertThat(gone).noneMatch(name -> Files.exists(data.runLogs().resolve(name)));
    assertThat(other).exists();
    Files.delete(other);
  }

  @Test
  void aRunWhoseStagingAreaIsStillThereStaysForTheReaper_onWhateverHost() {
    image = story.image(1);
    Run left = endedRun();
    endedRun();
    staging(left, "/drive/run-1");
    applied(rules(ONE, NO_LIMIT));
    assertThat(runs.find(left.runNumber())).isPresent();

    staging(left, null);
    applied(rules(ONE, NO_LIMIT));
    assertThat(runs.find(left.runNumber())).isEmpty();
  }

  private void staging(Run run, String folder) {
    jdbc.sql("UPDATE run SET staging = ?, host = 'elsewhere' WHERE run_number = ?")
        .params(folder, run.runNumber())
        .update();
  }

  @Test
  void aRunWhoseLogIsHeldIsNamed_holdsUpNoOther_andIsRemovedTheNextTime() throws Exception {
    image = story.image(1);
    Run held = endedRun();
    Run free = endedRun();
    endedRun();
    try (Immutable log = new Immutable(data.runLog(held.runNumber()))) {
      String retention = applied(rules(ONE, NO_LIMIT));
      assertThat(runs.find(held.runNumber())).isPresent();
      assertThat(runs.plan(held.runNumber())).isNotNull();
      assertThat(processes.activities(held.processInstanceId())).isNotEmpty();
      assertThat(runs.find(free.runNumber())).isEmpty();
      assertThat(story.endOf(retention)).isEqualTo("EndEvent_RetentionApplied");
      assertThat(story.variable(retention, "notRemoved"))
          .asString()
          .contains("run " + held.runNumber(), held.runNumber() + ".log");
    }
    applied(rules(ONE, NO_LIMIT));
    assertThat(runs.find(held.runNumber())).isEmpty();
  }

  @Test
  void aVersionGoesUnlessARunStartsFromItOrItIsBeingDistributed() throws Exception {
    image = story.image(1);
    for (int version = 2; version <= 5; version++) {
      publish(version);
    }
    images.rollback(image, 2);
    Run active = story.run(story.start(image, List.of(update), Map.of()));
    images.rollback(image, 5);
    String distribution =
        runtime
            .startProcessInstanceByKey("distribute-image", Map.of("imageId", image, "version", 3))
            .getId();
    story.goOn();

    String retention = applied(rules(NO_LIMIT, ONE));
    assertThat(active.baseVersion()).isEqualTo(2);
    assertThat(versions()).containsExactly(1, 2, 3, 5);
    assertThat(data.images().resolve(image).resolve("4")).doesNotExist();
    assertThat(story.variable(retention, "removedVersions")).isEqualTo(1);

    processes.delete(active.processInstanceId(), "test");
    processes.delete(distribution, "test");
    story.operations().endCancelled();
    story.operations().performDetached();
    applied(rules(NO_LIMIT, ONE));
    assertThat(versions()).containsExactly(1, 5);
    assertThat(data.images().resolve(image).resolve("1")).exists();
  }

  @Test
  void otherHistoryGoesWhenItIsOld_andThatOfARunStaysAsLongAsTheRun() {
    image = story.image(1);
    Run run = endedRun();
    String rejected = story.start("DRY99999", List.of(update), Map.of());
    String caller = callerOf(run);
    String earlier = applied(rules(NO_LIMIT, NO_LIMIT));
    List.of(run.processInstanceId(), rejected, caller, earlier).forEach(this::endedAgo);

    applied(rules(new RetentionRule(1, null), NO_LIMIT)); // no days, no limit
    assertThat(historyTablesWith(rejected)).isNotEmpty();
    String retention = applied(rules(A_MONTH, NO_LIMIT));

    assertThat(historyTablesWith(rejected)).isEmpty();
    assertThat(historyTablesWith(caller)).isEmpty();
    assertThat(historyTablesWith(earlier)).isEmpty();
    assertThat(processes.activities(run.processInstanceId())).isNotEmpty();
    assertThat((Integer) story.variable(retention, "removedInstances")).isGreaterThanOrEqualTo(3);
    assertThat(historyTablesWith(retention)).isNotEmpty();
  }

  @Test
  void aFailureIsLeftForTheNextNight() {
    String retention = desk.apply();
    assertThatThrownBy(desk::apply)
        .isInstanceOf(ServicingNotPossibleException.class)
        .hasMessageContaining(retention);
    story.breaks("Task_ApplyRetention", "The database is away.");
    assertThat(story.endOf(retention)).isEqualTo("EndEvent_TriedNextNight");
    assertThat(story.variable(retention, "errorMessage")).isEqualTo("The database is away.");
  }

  @Test
  void retentionIsAppliedEachNight() {
    story.timerFires("StartEvent_TimeOfNight");
    story.does("Task_ApplyRetention");
    assertThat(
            history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("apply-retention")
                .activeActivityIdIn("Task_ApplyRetention")
                .count())
        .isZero();
    assertThat(management.createJobQuery().activityId("StartEvent_TimeOfNight").list())
        .singleElement()
        .satisfies(next -> assertThat(next.getDuedate()).isInTheFuture());
  }

  @Test
  void theEnginesOwnCleanUpRemovesNothing() {
    assertThat(management.createJobQuery().list())
        .noneMatch(job -> job.getProcessDefinitionId() == null);
    assertThatThrownBy(() -> history.cleanUpHistoryAsync(true))
        .isInstanceOf(ProcessEngineException.class);
  }

  private static RetentionRules rules(RetentionRule runs, RetentionRule versions) {
    return new RetentionRules(runs, versions);
  }

  private String applied(RetentionRules rules) {
    retention.use(rules);
    String instance = desk.apply();
    story.does("Task_ApplyRetention");
    assertThat(processes.active(instance)).isFalse();
    return instance;
  }

  /** A run of the image that found nothing to do. */
  private Run endedRun() {
    String instance = story.start(image, List.of(update), Map.of("base", "original"));
    story.mountsTheFirstIndex();
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();
    return story.run(instance);
  }

  /** A run of the image that made version 2, which was sent to a distribution point. */
  private Run distributedRun() {
    String instance = story.start(image, List.of(update), DISTRIBUTE);
    story.mountsTheFirstIndex();
    story.isApplicable();
    story.succeeds("Task_ApplyUpdate");
    story.succeeds("Task_CommitImage");
    story.verifiesAndPublishes();
    story.comesTo("Task_DistributeImage", Map.of("path", "somewhere/install.wim"));
    story.cleansUp();
    Run run = story.run(instance);
    jdbc.sql("UPDATE version_entry SET run_number = ? WHERE image_number = ? AND version = 2")
        .params(run.runNumber(), number())
        .update();
    jdbc.sql("UPDATE image_entry SET current_version = 2 WHERE number = ?")
        .param(number())
        .update();
    return run;
  }

  private void publish(int version) throws Exception {
    Path file = data.images().resolve(image).resolve(version + "").resolve("install.wim");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "version " + version);
    jdbc.sql(
            "INSERT INTO version_entry (image_number, version, file_name, size, sha256,"
                + " created_at, experimental) VALUES (?, ?, 'install.wim', 9, 'x', ?, FALSE)")
        .params(number(), version, Timestamp.from(Instant.now()))
        .update();
    jdbc.sql(
            "INSERT INTO index_entry (version_id, image_index, name, languages, size)"
                + " SELECT id, 1, 'Pro', 'en-US', 1 FROM version_entry"
                + " WHERE image_number = ? AND version = ?")
        .params(number(), version)
        .update();
    jdbc.sql("UPDATE image_entry SET current_version = ? WHERE number = ?")
        .params(version, number())
        .update();
  }

  private long number() {
    return Long.parseLong(image.substring(3));
  }

  private List<Long> left() {
    return runs.list(image, null).stream().map(Run::runNumber).toList();
  }

  private List<Integer> versions() {
    return images.versions(image).stream().map(version -> version.version()).toList();
  }

  private List<String> instancesOf(Run run) {
    return jdbc.sql(
            "SELECT ID_ FROM ACT_HI_PROCINST WHERE ID_ = ? OR SUPER_PROCESS_INSTANCE_ID_ = ?")
        .params(run.processInstanceId(), run.processInstanceId())
        .query(String.class)
        .list();
  }

  /** A process instance that called the run, as that of a schedule does. */
  private String callerOf(Run run) {
    String caller = story.start("DRY99999", List.of(update), Map.of());
    jdbc.sql("UPDATE ACT_HI_PROCINST SET SUPER_PROCESS_INSTANCE_ID_ = ? WHERE ID_ = ?")
        .params(caller, run.processInstanceId())
        .update();
    return caller;
  }

  private void endedAgo(Run run, int days) {
    jdbc.sql("UPDATE run SET ended_at = ? WHERE run_number = ?")
        .params(daysAgo(days), run.runNumber())
        .update();
  }

  private void endedAgo(String instance) {
    jdbc.sql("UPDATE ACT_HI_PROCINST SET END_TIME_ = ? WHERE ID_ = ?")
        .params(daysAgo(31), instance)
        .update();
  }

  private static Timestamp daysAgo(int days) {
    return Timestamp.from(Instant.now().minus(Duration.ofDays(days)));
  }

  private List<String> tablesWith(Run run) {
    return tables("RUN_NUMBER").stream()
        .filter(table -> !table.equals("VERSION_ENTRY")) // a version remembers who made it
        .filter(table -> rows(table, "RUN_NUMBER", run.runNumber()) > 0)
        .toList();
  }

  private List<String> historyTablesWith(String instance) {
    return tables("PROC_INST_ID_").stream()
        .filter(table -> rows(table, "PROC_INST_ID_", instance) > 0)
        .toList();
  }

  private List<String> tables(String column) {
    return jdbc.sql(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = 'PUBLIC' AND COLUMN_NAME = ?")
        .param(column)
        .query(String.class)
        .list();
  }

  private long rows(String table, String column, Object value) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table + " WHERE " + column + " = ?")
        .param(value)
        .query(Long.class)
        .single();
  }
}
