package org.drydock.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.drydock.update.FaultyServer.status;
import static org.drydock.update.OfflineCatalogue.supersededBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drydock.ProcessTest;
import org.drydock.engine.Processes;
import org.drydock.schedule.ScheduleRequest.Recurrence;
import org.drydock.schedule.ScheduleRequest.Rule;
import org.drydock.servicing.ProcessStory;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;
import org.drydock.site.Conflict;
import org.drydock.site.DataFolder;
import org.drydock.update.CarriedFile;
import org.drydock.update.FaultyServer;
import org.drydock.update.OfflineCatalogue;
import org.drydock.update.Packages;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateDownloads;
import org.drydock.update.UpdateListings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A rule wants what only the catalogue knows: the occurrence gets the files before it chooses. */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleDownloadsProcessTest {

  private static final String TOKEN = "~" + Packages.TOKEN + "~amd64~~";
  private static final String FOUNDATION = Packages.FOUNDATION + TOKEN + "10.0.26100.1";
  private static final URI FOREIGN = URI.create("http://updates.example.org/fix.cab");

  @TempDir static Path folder;

  @Autowired ProcessStory story;
  @Autowired ServicingSchedules schedules;
  @Autowired ScheduleHistory history;
  @Autowired Runs runs;
  @Autowired UpdateCatalog catalog;
  @Autowired UpdateListings listings;
  @Autowired UpdateDownloads downloads;
  @Autowired Processes processes;
  @Autowired DataFolder data;
  @Autowired JdbcClient sql;

  private final Map<String, FaultyServer> publishers = new HashMap<>();
  private final OfflineCatalogue known = new OfflineCatalogue(1);
  private long revision = 70_000;

  /** One catalogue for all stories: each has updates that only its own rule admits. */
  @BeforeAll
  void theCatalogueKnowsMoreThanTheLibrary() {
    published("KB5887001", "Plain", fix("KB5887001"), "");
    published("KB5887002", "Partial", fix("KB5887002"), "");
    published("KB5887003", "Partial", fix("KB5887003"), "");
    foreign("KB5887004", "Partial");
    published("KB5887005", "Late", fix("KB5887005"), "");
    published("KB5887006", "Shared", fix("KB5887006"), "");
    published("KB5887007", "Chain", fix("KB5887007"), supersededBy(revision + 2));
    published("KB5887008", "Chain", fix("KB5887008"), "");
    published("KB5887009", "Arm", fix("KB5887009"), supersededBy(revision + 2));
    published("KB5887010", "Arm", fix("KB5887010").replace("amd64", "arm64"), "");
    stackAndFollower("KB5887011", "KB5887012", "Stack");
    published("KB5887013", "Young", fix("KB5887013"), supersededBy(revision + 2));
    published("KB5887014", "Young", fix("KB5887014"), "");
    known.readBy(data, catalog);
    isOut("KB5887013", Duration.ofDays(30));
    isOut("KB5887014", Duration.ofDays(1));
  }

  @AfterEach
  void noScheduleIsLeft() {
    story.operations().endCancelled();
    schedules.all().forEach(schedule -> schedules.delete(schedule.id()));
  }

  @AfterAll
  void theCatalogueIsForgotten() {
    OfflineCatalogue.forgottenBy(data, sql);
    publishers.values().forEach(FaultyServer::close);
  }

  @Test
  void whatARuleWantsIsDownloadedAndThenApplied() {
    String image = story.image(1);
    ServicingSchedule schedule = rule(image, "Plain", null);
    begins();
    assertThat(story.waiting()).contains("Task_DownloadFiles");
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(planned(image)).containsExactly(idOf("KB5887001"));
    assertThat(last(schedule).images().get(0).leftOut()).isNull();
    endsUnchanged();
  }

  @Test
  void whatCannotBeHadIsLeftOut_saidAndListedForCarrying_andTheRestIsServiced() {
    String image = story.image(1);
    publishers.get("KB5887003").next(status(404), status(404), status(404));
    ServicingSchedule schedule = rule(image, "Partial", null);
    begins();
    story.does("Task_DownloadFiles");
    for (int pass = 0; pass < 2; pass++) {
      story.timerFires("CatchEvent_DownloadPause");
      story.does("Task_DownloadFiles");
    }
    story.does("Task_ChooseUpdates");

    assertThat(planned(image)).containsExactly(idOf("KB5887002"));
    List<String> leftOut = last(schedule).images().get(0).leftOut().lines().toList();
    assertThat(leftOut)
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("KB5887003", "is left out", "status 404"))
        .anySatisfy(
            line -> assertThat(line).contains("KB5887004", "updates.example.org", "allowed-hosts"));
    assertThat(downloads.toCarryIn())
        .extracting(CarriedFile::fileName)
        .contains("KB5887003.cab", "KB5887004.cab")
        .doesNotContain("KB5887002.cab");
    Run run = runs.latestOf(image).orElseThrow();
    String written =
        String.join(
            "\n",
            sql.sql("select text from run_log where run_number = ?")
                .param(run.runNumber())
                .query(String.class)
                .list());
    assertThat(leftOut).allSatisfy(line -> assertThat(written).contains(line));
    String instance = schedule.processInstanceId();
    endsUnchanged();
    assertThat(processes.variable(instance, "event")).contains("updates-left-out");
    assertThat(processes.variable(instance, "text").orElseThrow().toString())
        .contains("KB5887003", "KB5887004");
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.SUCCESSFUL);
  }

  @Test
  void whoPicksWhatIsNotHereIsToldHowToGetIt() {
    String id =
        sql.sql("select update_id from catalogue_update where kb = 'KB5887004'")
            .query(String.class)
            .single();

    assertThatThrownBy(() -> catalog.require(id))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("KB5887004")
        .hasMessageContaining("/api/v1/updates/downloads");
  }

  @Test
  void anOccurrenceDoesNotWaitForFilesForEver() {
    String image = story.image(1);
    ServicingSchedule schedule = rule(image, "Late", null);
    begins();
    story.timerFires("BoundaryEvent_WaitedLongEnough");
    story.operations().endCancelled();
    story.does("Task_ChooseUpdates");

    assertThat(runs.latestOf(image)).isEmpty();
    OccurrenceImage told = last(schedule).images().get(0);
    assertThat(told.state()).isEqualTo(OccurrenceImage.State.SKIPPED);
    assertThat(told.leftOut()).contains("KB5887005", "could not wait any longer");
    assertThat(last(schedule).occurrence().outcome()).isEqualTo(Occurrence.Outcome.SKIPPED);
  }

  @Test
  void whatSomebodyElseIsFetchingIsWaitedFor_andNotFetchedTwice() {
    String image = story.image(1);
    downloads.request(
        listings.files(
            sql.sql("select update_id from catalogue_update where kb = 'KB5887006'")
                .query(String.class)
                .single()),
        "KB5887006");
    ServicingSchedule schedule = rule(image, "Shared", null);
    begins();
    assertThat(story.waiting()).filteredOn("Task_DownloadFiles"::equals).hasSize(2);
    story.does("Task_DownloadFiles"); // the older one, which somebody asked for
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(publishers.get("KB5887006").requests()).hasSize(1);
    assertThat(planned(image)).containsExactly(idOf("KB5887006"));
    assertThat(last(schedule).images().get(0).leftOut()).isNull();
    endsUnchanged();
  }

  @Test
  void whatIsSupersededIsNeitherDownloadedNorChosen() {
    String image = story.image(1);
    rule(image, "Chain", null);
    begins();
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(publishers.get("KB5887007").requests()).isEmpty();
    assertThat(planned(image)).containsExactly(idOf("KB5887008"));
    endsUnchanged();
  }

  @Test
  void whatSupersedesItForAnotherArchitectureHidesNothing() {
    String image = story.image(1);
    rule(image, "Arm", null);
    begins();
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(publishers.get("KB5887010").requests()).isEmpty();
    assertThat(planned(image)).containsExactly(idOf("KB5887009"));
    endsUnchanged();
  }

  @Test
  void whatIsTooYoungForTheRuleHidesNothing() {
    String image = story.image(1);
    rule(image, new Rule("drydock-Young", null, null, 7), null);
    begins();
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(publishers.get("KB5887014").requests()).isEmpty();
    assertThat(planned(image)).containsExactly(idOf("KB5887013"));
    endsUnchanged();
  }

  @Test
  void theServicingStackThatItNeedsIsDownloadedToo() {
    String image = story.image(1);
    rule(image, "Stack", null);
    begins();
    story.does("Task_DownloadFiles");
    story.does("Task_ChooseUpdates");

    assertThat(planned(image)).containsExactly(idOf("KB5887011"), idOf("KB5887012"));
    endsUnchanged();
  }

  @Test
  void aMaintenanceWindowIsWaitedForToItsHalfAtMost() {
    ServicingSchedule schedule = rule(story.image(1), "Nothing", "PT1H");
    schedules.runNow(schedule.id());
    begins();
    String until = (String) story.variable(schedule.processInstanceId(), "downloadUntil");
    Occurrence occurrence = last(schedule).occurrence();
    assertThat(Instant.parse(until))
        .isBetween(
            occurrence.beganAt().plusSeconds(29 * 60), occurrence.beganAt().plusSeconds(31 * 60));
    story.does("Task_ChooseUpdates");
  }

  private void begins() {
    story.timerFires("CatchEvent_ScheduledTime");
    story.does("Task_RequestMissingFiles");
  }

  private void endsUnchanged() {
    story.mountsTheFirstIndex();
    story.isNotApplicable();
    story.succeeds("Task_DiscardIndex");
    story.cleansUp();
  }

  private List<String> planned(String image) {
    return runs.plan(runs.latestOf(image).orElseThrow().runNumber()).updates().stream()
        .map(PlannedUpdate::updateId)
        .toList();
  }

  private String idOf(String kb) {
    return catalog.all().stream()
        .filter(update -> kb.equals(update.kb()))
        .map(SoftwareUpdate::id)
        .findFirst()
        .orElseThrow();
  }

  private ScheduleHistory.Entry last(ServicingSchedule schedule) {
    return history.latestOf(schedule.id()).orElseThrow();
  }

  private void isOut(String kb, Duration since) {
    sql.sql("update catalogue_update set created_at = ? where kb = ?")
        .params(Timestamp.from(Instant.now().minus(since)), kb)
        .update();
    sql.sql("update update_change set changes = changes + 1").update();
  }

  private ServicingSchedule rule(String image, String word, String longestDuration) {
    return rule(image, new Rule("drydock-" + word, null, null, null), longestDuration);
  }

  private ServicingSchedule rule(String image, Rule rule, String longestDuration) {
    return schedules.create(
        new ScheduleRequest(
            null,
            List.of(image),
            null,
            rule,
            null,
            null,
            new Recurrence(null, 3, "22:00", "Europe/Berlin"),
            false,
            false,
            false,
            null,
            false,
            null,
            false,
            longestDuration,
            null,
            null));
  }

  private static String fix(String kb) {
    return "Package_for_" + kb + TOKEN + "10.0.1.1";
  }

  /** An update whose file its publisher has. */
  private void published(String kb, String word, String identity, String relations) {
    Path file = file(kb, identity, "");
    listed(kb, word, identity, relations, file, publisher(kb, file), "");
  }

  private void foreign(String kb, String word) {
    Path file = file(kb, fix(kb), "");
    listed(kb, word, fix(kb), "", file, FOREIGN, "");
  }

  private void stackAndFollower(String stack, String follower, String word) {
    String identity = "Package_for_ServicingStack_985" + TOKEN + "26100.985.1.1";
    published(stack, word, identity, "");
    String floor = Packages.stackFloor("10.0.26100.985");
    Path file = file(follower, fix(follower), floor);
    listed(follower, word, fix(follower), "", file, publisher(follower, file), floor);
  }

  private URI publisher(String kb, Path file) {
    try {
      FaultyServer server = new FaultyServer(Files.readAllBytes(file));
      publishers.put(kb, server);
      return server.address().resolve(kb + ".cab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String kb, String identity, String inside) {
    return Packages.cabinet(
        folder.resolve(kb + ".cab"),
        Packages.manifestWith(
            identity,
            "identifier=\"" + kb + "\" releaseType=\"Update\"",
            Packages.parent(FOUNDATION) + inside));
  }

  private void listed(
      String kb,
      String word,
      String identity,
      String relations,
      Path file,
      URI address,
      String inside) {
    long bundle = revision;
    known.bundle(bundle, bundle, kb.substring(2), kb + " for drydock-" + word, relations);
    known.part(bundle + 1, bundle + 1, bundle, identity, FOUNDATION, inside);
    known.payload(bundle + 1, file, address);
    revision += 2;
  }
}
