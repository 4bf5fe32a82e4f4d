package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drydock.it.SampleUpdate.SERVICING_STACK;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.drydock.dism.GatedDism;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Schedules at a date and time, and what becomes of the versions they make. */
@WholeServer
class ScheduleIT {

  @Autowired Administrator administrator;
  @Autowired SampleSite samples;
  @Autowired CleanState state;
  @Autowired GatedDism dism;

  @AfterEach
  void nothingIsLeft() {
    dism.openAll();
    state.nothingIsLeft();
  }

  @Test
  void anImageIsServicedAtItsTime_rolledBackAndServicedAgain() {
    String image = samples.importsOneIndex();
    Instant due = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
    LocalDateTime inKathmandu = LocalDateTime.ofInstant(due, ZoneId.of("Asia/Kathmandu"));
    long schedule =
        administrator.schedules(
            Order.of(image, samples.update(SERVICING_STACK))
                .with("start", inKathmandu.toString())
                .with("timeZone", "Asia/Kathmandu"));

    JsonNode waiting = administrator.image(image);
    assertThat(waiting.path("scheduledUpdatesStatus").asText()).isEqualTo("Scheduled");
    assertThat(Instant.parse(waiting.path("scheduledUpdatesDate").asText())).isEqualTo(due);

    JsonNode first = administrator.awaitEnd(administrator.firstRunOf(schedule));
    assertThat(first.path("status").asText()).as("%s", first).isEqualTo("Successful");
    assertThat(Instant.parse(first.path("createdAt").asText())).isAfterOrEqualTo(due);
    assertThat(administrator.image(image).path("currentVersion").asInt()).isEqualTo(2);
    assertThat(first.path("schedule").asLong()).isEqualTo(schedule);
    administrator.delete("/api/v1/schedules/" + schedule).ok();

    JsonNode rolledBack = rollBack(image, 1).ok();
    assertThat(rolledBack.path("currentPath").asText())
        .isEqualTo(administrator.wim(image, 1).file().toString());
    assertThat(packages(image)).noneMatch(name -> name.contains("ServicingStack_2310"));

    long again =
        administrator
            .post("/api/v1/runs/" + first.path("number").asLong() + "/rerun", Map.of())
            .ok()
            .path("number")
            .asLong();
    JsonNode second = administrator.awaitEnd(again);
    assertThat(second.path("status").asText()).as("%s", second).isEqualTo("Successful");
    assertThat(second.path("baseVersion").asInt()).isEqualTo(1);
    assertThat(administrator.image(image).path("currentVersion").asInt()).isEqualTo(3);
    assertThat(packages(image)).anyMatch(name -> name.contains("ServicingStack_2310"));
    assertThat(Programs.sha256(administrator.wim(image, 2).file()))
        .isEqualTo(administrator.image(image).at("/versions/1/sha256").asText());
    assertThat(rollBack(image, 7).refused(409)).contains("no version 7", "[1, 2, 3]");
  }

  @Test
  void aScheduleIsDeletedBeforeItsTime_butNotWhileItRuns() {
    String image = samples.unchangedImage();
    Order order = Order.of(image, samples.update(SERVICING_STACK));
    String before = administrator.image(image).path("scheduledUpdatesStatus").asText();
    long later = administrator.schedules(order.with("start", "2999-12-31T23:59:59Z"));
    assertThat(administrator.image(image).path("scheduledUpdatesStatus").asText())
        .isEqualTo("Scheduled");
    administrator.delete("/api/v1/schedules/" + later).ok();
    assertThat(administrator.image(image).path("scheduledUpdatesStatus").asText())
        .isEqualTo(before);
    assertThat(administrator.get("/api/v1/schedules/" + later).refused(404))
        .contains("schedule " + later);

    GatedDism.Gate gate = dism.before("*/Mount-Image*");
    long schedule = administrator.schedules(order);
    long run = administrator.firstRunOf(schedule);
    gate.awaitCall();
    assertThat(administrator.delete("/api/v1/schedules/" + schedule).refused(409))
        .contains("Cancel its run first");
    administrator.post("/api/v1/runs/" + run + "/cancel", Map.of()).ok();
    administrator.awaitEnd(run);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start     | 2020-01-13T22:00:00Z            | 400 | lies in the past",
        "start     | 2030-02-30T22:00:00Z            | 400 | not a date and time",
        "start     | 2030-01-13T22:00:00[Mars/Olympus] | 400 | not a date and time",
        "start     | soon                            | 400 | 2027-01-13T22:00:00Z",
        "timeZone  | Europe/Atlantis                 | 400 | no time zone \"Europe/Atlantis\"",
        "base      | newest                          | 400 | \"newest\" is not a base"
      })
  void aScheduleThatCannotBeIsRefusedInWords(
      String field, String value, int status, String reason) {
    Order order = Order.of(samples.unchangedImage(), samples.update(SERVICING_STACK));

    assertThat(
            administrator
                .post("/api/v1/schedules", order.with(field, value).body())
                .refused(status))
        .contains(reason);
  }

  @Test
  void whatDoesNotExistCannotBeScheduled() {
    String update = samples.update(SERVICING_STACK);
    String image = samples.unchangedImage();

    assertThat(refused(Order.of("DRY99999", update), 404)).contains("DRY99999");
    assertThat(refused(Order.of(image, "no-such-update"), 404)).contains("no-such-update");
    assertThat(refused(Order.of(image), 400)).contains("No updates were picked");
    assertThat(refused(Order.of(image, update).with("imageIds", List.of()), 400))
        .contains("names no image");
  }

  private String refused(Order order, int status) {
    return administrator.post("/api/v1/schedules", order.body()).refused(status);
  }

  private Administrator.Answer rollBack(String image, int version) {
    return administrator.post("/api/v1/images/" + image + "/rollback", Map.of("version", version));
  }

  private List<String> packages(String image) {
    return administrator
        .get("/api/v1/images/" + image + "/installed-updates")
        .ok()
        .findValuesAsText("identity");
  }
}
