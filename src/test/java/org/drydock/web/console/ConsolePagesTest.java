package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.drydock.ProcessTest;
import org.drydock.schedule.ScheduleRequest;
import org.drydock.schedule.ServicingSchedule;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.schedule.WantedSchedule;
import org.drydock.servicing.ProcessStory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages of schedules, updates and settings say what the services know. */
@ProcessTest
class ConsolePagesTest {

  @LocalServerPort int port;
  @Autowired ProcessStory story;
  @Autowired ServicingSchedules schedules;
  @Autowired JdbcClient sql;

  @Test
  void aScheduleByARuleIsToldInWords_andCanBePausedAndResumed() {
    ServicingSchedule schedule = schedules.create(byARule(story.image(1)));
    String path = "/schedules/" + schedule.id();
    try {
      assertThat(get(path))
          .contains(
              "Ring &lt;b&gt;",
              "3 days after Patch Tuesday, 22:00 (Europe/Berlin)",
              "of the classification Security Update",
              "out for at least 7 days",
              "Maintenance window of 4 h",
              "Skip dates that were missed",
              "Disable after 2 failures in a row",
              "It has not run yet.",
              path + "/pause")
          .doesNotContain(path + "/resume");
      assertThat(get(path).split("<li><time", -1)).hasSize(6); // five dates

      assertThat(post(path + "/pause")).isEqualTo(302);
      assertThat(get(path)).contains("Paused", "It does not begin by itself.", path + "/resume");
      assertThat(get("/schedules")).contains("Ring &lt;b&gt;", "Paused", "by a rule");

      assertThat(post(path + "/resume")).isEqualTo(302);
      assertThat(get(path)).contains("Scheduled", path + "/run-now");

      sql.sql(
              "update servicing_schedule set state = 'DISABLED', reason = 'Three in a row.' where id = :id")
          .param("id", schedule.id())
          .update();
      assertThat(get(path)).contains("Disabled", "Three in a row.", path + "/resume");
      assertThat(get("/")).contains("is disabled: Three in a row.");
    } finally {
      sql.sql("update servicing_schedule set state = 'SCHEDULED' where id = :id")
          .param("id", schedule.id())
          .update();
      schedules.delete(schedule.id());
    }
  }

  @Test
  void aSourceThatIsOutOfDateIsNamedAmongTheUpdatesAndOnTheDashboard() {
    sql.sql(
            "insert into update_source (name, location, attempted_at, synchronized_at,"
                + " content_date, added, changed, withdrawn, error_count) values ('page',"
                + " 'page.cab', :now, :now, :made, 0, 0, 0, 0)")
        .param("now", Timestamp.from(Instant.now()))
        .param("made", Timestamp.from(Instant.now().minus(Duration.ofDays(50))))
        .update();
    try {
      String update = story.rollup("KB5990441", 441);
      assertThat(get("/updates?classification=Security+Update&state=downloaded"))
          .contains("page.cab) is 50 days old", "look after it");
      assertThat(get("/")).contains("page.cab) is 50 days old");
      assertThat(get("/updates/" + update)).contains("KB5990441", "Packages in the file");
    } finally {
      sql.sql("delete from update_source where name = 'page'").update();
    }
  }

  @Test
  void anUpdateThatOnlyTheCatalogueKnowsIsShownWithItsFiles() {
    String id = "33333333-bbbb-4444-8888-000000000001";
    String sha1 = "ef".repeat(20);
    sql.sql(
            "insert into catalogue_update (revision_id, update_id, revision_number, created_at,"
                + " is_bundle, is_software, listing_digest, complete, type, title, kb,"
                + " architecture) values (900001, :id, 1, :now, true, true, 0, true, 'Software',"
                + " '2026-11 Far Away Update', 'KB5990442', 'x64')")
        .param("id", id)
        .param("now", Timestamp.from(Instant.now()))
        .update();
    sql.sql(
            "insert into catalogue_payload (revision_id, position, file_name, size_bytes, sha1)"
                + " values (900001, 0, 'far-away.cab', 2048, :sha1)")
        .param("sha1", sha1)
        .update();
    sql.sql("update update_change set changes = changes + 1").update();
    try {
      assertThat(get("/updates?filter=KB5990442&state=not-downloaded"))
          .contains("2026-11 Far Away Update", "not downloaded", "/updates/" + id);
      assertThat(get("/updates?filter=KB5990442&state=downloaded")).contains("No update matches");
      assertThat(get("/updates/" + id))
          .contains(
              "KB5990442",
              "not downloaded",
              "far-away.cab",
              "2.0 KB",
              sha1,
              "The catalogue gives no address.",
              "/updates/" + id + "/download")
          .doesNotContain("Packages in the file");
    } finally {
      sql.sql("delete from catalogue_payload where revision_id = 900001").update();
      sql.sql("delete from catalogue_update where revision_id = 900001").update();
      sql.sql("update update_change set changes = changes + 1").update();
    }
  }

  @Test
  void aNotificationTargetIsAddedAndRemoved_andItsSecretIsNeverShown() {
    assertThat(
            post(
                "/settings/notifications",
                "name",
                "Page ops",
                "address",
                "http://127.0.0.1:9/hook",
                "secret",
                "not-to-be-seen",
                "events",
                "run-failed"))
        .isEqualTo(302);
    long id = sql.sql("select max(id) from notification_target").query(Long.class).single();
    assertThat(get("/settings"))
        .contains("Page ops", "http://127.0.0.1:9/hook, signed", "Content library")
        .doesNotContain("not-to-be-seen");
    assertThat(post("/settings/notifications", "name", "", "address", "nobody")).isEqualTo(400);
    assertThat(post("/settings/notifications/" + id + "/remove")).isEqualTo(302);
    assertThat(get("/settings")).doesNotContain("Page ops");
  }

  private static ScheduleRequest byARule(String image) {
    return WantedSchedule.of(List.of(image))
        .named("Ring <b>")
        .rule(new ScheduleRequest.Rule(null, "Windows 11", List.of("Security Update"), 7))
        .recurring(new ScheduleRequest.Recurrence(null, 3, "22:00", "Europe/Berlin"))
        .within("PT4H")
        .missed("skip")
        .disabledAfter(2)
        .request();
  }

  private String get(String path) {
    return console().page(path);
  }

  private int post(String path, String... fields) {
    return console().post(path, fields).statusCode();
  }

  private Console console() {
    return Console.administrator(port);
  }
}
