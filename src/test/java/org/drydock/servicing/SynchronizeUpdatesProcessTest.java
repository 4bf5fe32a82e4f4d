package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.drydock.ModelCoverage;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.site.DataFolder;
import org.drydock.update.Packages;
import org.drydock.update.UpdateCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Updates are synchronised by a process. */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynchronizeUpdatesProcessTest {

  private static final String PROCESS = "synchronize-updates";

  @Autowired ProcessStory story;
  @Autowired Processes processes;
  @Autowired ManagementService management;
  @Autowired UpdateCatalog catalog;
  @Autowired DataFolder data;
  @Autowired JdbcClient sql;
  @Autowired ModelCoverage coverage;

  @BeforeAll
  void countElements() {
    coverage.count(getClass());
  }

  @AfterAll
  void everyElementOfTheModelWasReached() {
    assertThat(coverage.of(PROCESS)).isEqualTo(1.0);
  }

  @Test
  void whatIsInTheInboxIsKnownAtItsEnd() {
    Packages.cabinet(
        data.inbox().resolve("process.cab"),
        Packages.manifest(
            "Package_for_KB5990777~" + Packages.TOKEN + "~amd64~~10.0.1.1", "KB5990777", "Update"));

    String instance = processes.start(PROCESS, Map.of());
    story.does("Task_SynchronizeUpdates");

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_UpdatesSynchronized");
    assertThat(story.variable(instance, "addedFiles")).isEqualTo(1);
    assertThat(catalog.all()).anyMatch(update -> "KB5990777".equals(update.kb()));
  }

  @Test
  void aSourceThatIsOutOfDateIsReported() {
    sql.sql(
            "insert into update_source (name, location, attempted_at, synchronized_at,"
                + " content_date, added, changed, withdrawn, error_count) values ('old', 'old.cab',"
                + " :now, :now, :made, 0, 0, 0, 0)")
        .param("now", Timestamp.from(Instant.now()))
        .param("made", Timestamp.from(Instant.now().minus(Duration.ofDays(40))))
        .update();
    try {
      String instance = processes.start(PROCESS, Map.of());
      story.does("Task_SynchronizeUpdates");

      assertThat(story.endOf(instance)).isEqualTo("EndEvent_OutOfDateReported");
      assertThat((String) story.variable(instance, "sourceConcerns"))
          .isEqualTo(
              "The source old (old.cab) is 40 days old. Carry a newer one into the inbox and"
                  + " synchronise.");
    } finally {
      sql.sql("delete from update_source where name = 'old'").update();
    }
  }

  @Test
  void itDoesNothingAndSaysSo_whileAnotherNodeSynchronises() {
    sql.sql(
            "insert into node (name, incarnation, beat, state, slots, started_at, seen_at)"
                + " values ('east', 'one', 1, 'UP', 0, :now, :now)")
        .param("now", Timestamp.from(Instant.now()))
        .update();
    sql.sql("update synchronization set node = 'east', since = :now")
        .param("now", Timestamp.from(Instant.now()))
        .update();
    try {
      String instance = processes.start(PROCESS, Map.of());
      story.does("Task_SynchronizeUpdates");

      assertThat(story.endOf(instance)).isEqualTo("EndEvent_UpdatesSynchronized");
      assertThat((String) story.variable(instance, "skipped")).contains("node east");
    } finally {
      sql.sql("update synchronization set node = null").update();
      sql.sql("delete from node where name = 'east'").update();
    }
  }

  @Test
  void aFailureIsLeftForTheNextTime() {
    String instance = processes.start(PROCESS, Map.of());

    story.breaks("Task_SynchronizeUpdates", "The inbox is away.");

    assertThat(story.endOf(instance)).isEqualTo("EndEvent_OutOfDateReported");
    assertThat(story.variable(instance, "sourceConcerns")).isEqualTo("The inbox is away.");
  }

  @Test
  void itStartsByItselfEachNight() {
    story.timerFires("StartEvent_TimeReached");
    story.does("Task_SynchronizeUpdates");

    assertThat(management.createJobQuery().activityId("StartEvent_TimeReached").list())
        .singleElement()
        .satisfies(next -> assertThat(next.getDuedate()).isInTheFuture());
  }
}
