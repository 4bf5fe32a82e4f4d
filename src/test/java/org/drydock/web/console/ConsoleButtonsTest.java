package org.drydock.web.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.Job;
import org.drydock.ProcessTest;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.schedule.WantedSchedule;
import org.drydock.servicing.ProcessStory;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Presses every button of the console, and looks elsewhere at what came of it. */
@ProcessTest
class ConsoleButtonsTest {

  @LocalServerPort int port;
  @Autowired ProcessStory story;
  @Autowired JdbcClient sql;
  @Autowired DataFolder data;
  @Autowired ServicingSchedules schedules;
  @Autowired ManagementService management;
  @Autowired IdentityService identities;

  @TempDir Path elsewhere;

  private Console admin;

  @BeforeEach
  void signIn() {
    admin = Console.administrator(port);
  }

  /** What each button sends its form to, and the test that presses it. */
  private Map<String, Executable> buttons() {
    Map<String, Executable> buttons = new TreeMap<>(new SettingsButtons(admin, story, data).all());
    buttons.putAll(
        Map.ofEntries(
            entry("/login", this::signsIn),
            entry("/logout", this::signsOut),
            entry("/images", this::importsAnImage),
            entry("/images/*/rollback", this::rollsBack),
            entry("/images/*/versions/*/keep", this::keepsAVersion),
            entry("/distribution-points", this::addsADistributionPoint),
            entry("/hosts/*/down", this::confirmsThatAHostIsDown),
            entry("/updates/synchronize", this::synchronises),
            entry("/updates/*/download", this::downloads),
            entry("/runs/*/keep", this::keepsARun),
            entry("/runs/*/cancel", this::cancelsARun_andRunsItAgain),
            entry("/runs/*/rerun", this::cancelsARun_andRunsItAgain),
            entry("/runs/*/retry", this::retriesAStuckStep),
            entry("/schedules/*/run-now", this::runsPausesResumesAndDeletesASchedule),
            entry("/schedules/*/pause", this::runsPausesResumesAndDeletesASchedule),
            entry("/schedules/*/resume", this::runsPausesResumesAndDeletesASchedule),
            entry("/schedules/*/delete", this::runsPausesResumesAndDeletesASchedule)));
    return buttons;
  }

  @TestFactory
  Stream<DynamicTest> aButtonDoesWhatItSays() {
    return buttons().entrySet().stream()
        .map(button -> dynamicTest(button.getKey(), button.getValue()));
  }

  @Test
  void noButtonIsLeftOut() throws IOException {
    assertThat(buttons().keySet()).containsExactlyInAnyOrderElementsOf(TemplateForms.actions());
  }

  @Test
  void whoIsNoAdministratorSeesNoButton_andChangesNothingWithoutOne() throws IOException {
    User reader = identities.newUser("reader");
    reader.setPassword("reads only");
    identities.saveUser(reader);
    try {
      Console console = Console.of(port, "reader", "reads only");
      Set<String> forms = TemplateForms.actions();
      forms.removeAll(Set.of("/login", "/logout"));
      for (String form : forms) {
        String action = form.replace("*", "1");
        assertThat(console.post(action).statusCode()).as(action).isEqualTo(403);
      }
      String image = story.image(1);
      for (String path :
          List.of(
              "/images",
              "/images/" + image + "?tab=versions",
              "/distribution-points",
              "/hosts",
              "/settings",
              "/updates")) {
        assertThat(console.buttons(path)).as(path).containsExactly("/logout");
      }
    } finally {
      identities.deleteUser("reader");
    }
  }

  private void signsIn() {
    assertThat(location(admin.post("/login", "username", "nobody", "password", "wrong")))
        .endsWith("/login?error");
    assertThat(admin.page("/login?error")).contains("User name or password is wrong");
    assertThat(admin.page("/login")).contains("name=\"keep\"");
  }

  private void signsOut() {
    assertThat(location(admin.press("/", "/logout"))).endsWith("/login?signed-out");
  }

  private void importsAnImage() throws IOException {
    assertThat(
            admin.refused(
                400, "/images", "/images", "name", "N <b>", "kind", "image", "path", "/no.wim"))
        .contains("/no.wim", "N &lt;b&gt;");
    ByteBuffer header = ByteBuffer.allocate(208).order(ByteOrder.LITTLE_ENDIAN);
    header.put("MSWIM".getBytes(StandardCharsets.US_ASCII)).putInt(44, 1); // says it has an image
    Path file = Files.write(elsewhere.resolve("no-image.wim"), header.array());
    String id =
        lastPart(
            admin.press(
                "/images", "/images", "name", "Pressed", "kind", "image", "path", file.toString()));
    await("the import")
        .atMost(Duration.ofMinutes(1))
        .until(() -> rest("/images/" + id, "state").equals("failed"));
    assertThat(rest("/images/" + id, "name")).isEqualTo("Pressed");
    assertThat(admin.page("/images/" + id)).contains("Pressed", "failed");
  }

  private void rollsBack() {
    String image = story.image(1);
    story.getsVersionTwo(image);
    String page = "/images/" + image + "?tab=versions";
    admin.press(page, "/images/" + image + "/rollback");
    assertThat(rest("/images/" + image, "currentVersion")).isEqualTo("1");
    assertThat(admin.post("/images/" + image + "/rollback", "version", "9").body())
        .contains("has no version 9");
  }

  private void keepsAVersion() {
    String image = story.image(1);
    String page = "/images/" + image + "?tab=versions";
    String keep = "/images/" + image + "/versions/1/keep";
    admin.press(page, keep);
    assertThat(admin.rest("/images/" + image).at("/versions/0/keep").asBoolean()).isTrue();
    admin.press(page, keep);
    assertThat(admin.rest("/images/" + image).at("/versions/0/keep").asBoolean()).isFalse();
    assertThat(admin.post("/images/" + image + "/versions/7/keep", "keep", "true").statusCode())
        .isEqualTo(404);
  }

  private void addsADistributionPoint() {
    String page = "/distribution-points";
    assertThat(admin.refused(400, page, page, "name", "P <b>", "path", "not/absolute"))
        .contains("not/absolute", "P &lt;b&gt;");
    Path folder = elsewhere.resolve("point");
    admin.press(page, page, "name", "pressed", "path", folder.toString());
    assertThat(admin.rest("/distribution-points").findValuesAsText("path"))
        .contains(folder.toString());
    assertThat(folder).isDirectory();
    assertThat(admin.refused(409, page, page, "name", "pressed", "path", folder.toString()))
        .contains("pressed");
    sql.sql("delete from distribution_point_entry where name = 'pressed'").update();
  }

  private void confirmsThatAHostIsDown() {
    sql.sql(
            "insert into node (name, incarnation, beat, state, slots, started_at, seen_at)"
                + " values ('pressed', 'one', 1, 'LOST', 2, :now, :now)")
        .param("now", Timestamp.from(Instant.now()))
        .update();
    try {
      admin.press("/hosts", "/hosts/pressed/down");
      assertThat(admin.rest("/hosts").toString())
          .contains("\"name\":\"pressed\",\"state\":\"down\"");
      assertThat(admin.page("/hosts")).doesNotContain("/hosts/pressed/down");
      assertThat(admin.post("/hosts/nobody/down").statusCode()).isEqualTo(404);
    } finally {
      sql.sql("delete from node where name = 'pressed'").update();
    }
  }

  private void synchronises() throws IOException {
    Files.writeString(data.inbox().resolve("pressed.cab"), "no cabinet");
    admin.press("/updates", "/updates/synchronize");
    assertThat(admin.page("/updates")).contains("Refused: <span>pressed.cab</span>");
    Files.delete(data.inbox().resolve("pressed.cab"));
    admin.press("/updates", "/updates/synchronize");
    assertThat(admin.page("/updates")).doesNotContain("pressed.cab");
  }

  private void downloads() {
    String id = "33333333-bbbb-4444-8888-000000000002";
    String sha1 = "cd".repeat(20);
    sql.sql(
            "insert into catalogue_update (revision_id, update_id, revision_number, created_at,"
                + " is_bundle, is_software, listing_digest, complete, type, title, kb,"
                + " architecture) values (900002, :id, 1, :now, true, true, 0, true, 'Software',"
                + " 'Pressed', 'KB5990443', 'x64')")
        .param("id", id)
        .param("now", Timestamp.from(Instant.now()))
        .update();
    sql.sql(
            "insert into catalogue_payload (revision_id, position, file_name, size_bytes, sha1)"
                + " values (900002, 0, 'pressed.cab', 2048, :sha1)")
        .param("sha1", sha1)
        .update();
    sql.sql("insert into catalogue_location (sha1, url) values (:sha1, :url)")
        .param("sha1", sha1)
        .param("url", "http://127.0.0.1:9/pressed.cab")
        .update();
    sql.sql("update update_change set changes = changes + 1").update();
    try {
      admin.press("/updates/" + id, "/updates/" + id + "/download");
      JsonNode wanted = admin.rest("/updates/downloads");
      assertThat(wanted.findValuesAsText("fileName")).contains("pressed.cab");
      assertThat(admin.page("/updates/" + id)).contains("waits");
      assertThat(admin.post("/updates/nothing/download").statusCode()).isEqualTo(404);
    } finally {
      sql.sql("delete from catalogue_location where sha1 = :sha1").param("sha1", sha1).update();
      sql.sql("delete from catalogue_payload where revision_id = 900002").update();
      sql.sql("delete from catalogue_update where revision_id = 900002").update();
      sql.sql("update update_change set changes = changes + 1").update();
    }
  }

  private void keepsARun() {
    String run = run("KB5990451", 451);
    admin.press(run, run + "/keep");
    assertThat(admin.rest(run).path("keep").asBoolean()).isTrue();
    assertThat(admin.page(run)).contains("Kept forever");
    admin.press(run, run + "/keep");
    assertThat(admin.rest(run).path("keep").asBoolean()).isFalse();
    assertThat(admin.post("/runs/99999999/keep", "keep", "true").statusCode()).isEqualTo(404);
    assertThat(admin.post("/runs/none/keep", "keep", "true").statusCode()).isEqualTo(404);
    assertThat(admin.post(run + "/keep", "keep", "perhaps").statusCode()).isEqualTo(400);
    cancel(run);
  }

  private void cancelsARun_andRunsItAgain() {
    String run = run("KB599045" + (admin.rest("/runs").size() % 2 == 0 ? "2" : "3"), 452);
    admin.press(run, run + "/cancel");
    assertThat(rest(run, "status")).isEqualTo("Cancelling");
    endTheCleanUp();
    assertThat(rest(run, "status")).isEqualTo("Cancelled");
    assertThat(admin.post(run + "/cancel").statusCode()).isLessThan(400); // twice is harmless

    String again = location(admin.press(run, run + "/rerun")).replaceAll(".*(?=/runs/)", "");
    assertThat(again).isNotEqualTo(run);
    assertThat(rest(again, "cause")).isEqualTo("Run again of run " + run.substring(6));
    assertThat(rest(again, "imageId")).isEqualTo(rest(run, "imageId"));
    cancel(again);
    assertThat(admin.post("/runs/99999999/cancel").statusCode()).isEqualTo(404);
    assertThat(admin.post("/runs/99999999/rerun").statusCode()).isEqualTo(404);
  }

  private void retriesAStuckStep() {
    String run = run("KB5990454", 454);
    assertThat(admin.post(run + "/retry").body()).contains("goes on by itself");
    story.operations().perform("Task_WaitForHost");
    String instance =
        sql.sql("select process_instance_id from run where run_number = :number")
            .param("number", Long.parseLong(run.substring(6)))
            .query(String.class)
            .single();
    Job next = management.createJobQuery().processInstanceId(instance).messages().singleResult();
    management.setJobRetries(next.getId(), 0);
    assertThat(admin.page(run)).contains("A step stands still.");

    admin.press(run, run + "/retry");

    assertThat(management.createJobQuery().jobId(next.getId()).singleResult().getRetries())
        .isPositive();
    assertThat(admin.page(run)).doesNotContain("A step stands still.");
    story.goOn();
    cancel(run);
  }

  private void runsPausesResumesAndDeletesASchedule() {
    story.operations().forget();
    String image = story.image(1);
    List<String> updates = List.of(story.rollup("KB5990456", 456));
    String start = Instant.now().plus(Duration.ofDays(9)).toString();
    ServicingSchedule schedule =
        schedules.create(WantedSchedule.of(List.of(image)).updates(updates).start(start).request());
    String page = "/schedules/" + schedule.id();
    admin.press(page, page + "/pause");
    assertThat(rest(page, "state")).isEqualTo("paused");
    assertThat(admin.post("/schedules/99999999/run-now").statusCode()).isEqualTo(404);
    admin.press(page, page + "/resume");
    assertThat(rest(page, "state")).isEqualTo("scheduled");

    admin.press(page, page + "/run-now");
    Job timer =
        management
            .createJobQuery()
            .processInstanceId(schedules.require(schedule.id()).processInstanceId())
            .timers()
            .duedateLowerThan(Date.from(Instant.now().plusSeconds(1)))
            .singleResult();
    management.executeJob(timer.getId());
    story.goOn();
    story.does("Task_ChooseUpdates");
    JsonNode runs = admin.rest("/runs?image=" + image);
    assertThat(runs).hasSize(1);
    cancel("/runs/" + runs.get(0).path("number").asText());
    assertThat(admin.page(page)).contains("Cancelled");

    admin.press(page, page + "/delete");
    assertThat(admin.post(page + "/delete").statusCode()).isEqualTo(404);
  }

  /** A run that waits for a host; the path of its page. */
  private String run(String kb, int revision) {
    story.operations().forget();
    story.start(story.image(1), List.of(story.rollup(kb, revision)), Map.of());
    return "/runs/" + sql.sql("select max(run_number) from run").query(Long.class).single();
  }

  private void cancel(String run) {
    admin.post(run + "/cancel");
    endTheCleanUp();
    assertThat(rest(run, "status")).isEqualTo("Cancelled");
  }

  private void endTheCleanUp() {
    story.operations().endCancelled();
    story.goOn();
    if (story.waiting().contains("Task_DiscardMount")) {
      story.operations().done("Task_DiscardMount", Map.of());
      story.goOn();
    }
    if (story.waiting().contains("Task_CleanUpStaging")) {
      story.cleansUp();
    }
  }

  private String rest(String path, String field) {
    return admin.rest(path).path(field).asText();
  }

  private static String location(java.net.http.HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String lastPart(java.net.http.HttpResponse<?> answer) {
    return location(answer).replaceAll(".*/", "");
  }
}
