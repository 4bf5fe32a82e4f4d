package org.drydock.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.drydock.it.Programs;
import org.drydock.it.Wim;

/** Looks, from outside the server, at what is left after a run was disturbed. */
final class Aftermath {

  private static final Duration LONGEST_FAREWELL = Duration.ofMinutes(1);

  private final Site site;
  private final FaultCase faultCase;
  private final Expectation expected;
  private final int versionsBefore;

  Aftermath(Site site, FaultCase faultCase, Expectation expected) {
    this.site = site;
    this.faultCase = faultCase;
    this.expected = expected;
    this.versionsBefore = site.image().path("versions").size();
  }

  void check(long number, JsonNode run) {
    assertThat(run.path("status").asText()).as("%s", run).isEqualTo(expected.status());
    assertThat(run.has("incident")).as("an incident").isFalse();
    theFailureIsTold(run);
    await("the end of every run").atMost(LONGEST_FAREWELL).until(this::noRunIsActive);
    theImageIsWhole(run);
    site.state().nothingIsLeft();
    assertThat(site.drive().resolve("ConfigMgr_OfflineImageServicing"))
        .satisfiesAnyOf(
            staging -> assertThat(staging).doesNotExist(),
            staging -> assertThat(staging).isEmptyDirectory());
    RunRecord record = RunRecord.of(site, number);
    theLogIsComplete(record);
    await("the copy of the log")
        .untilAsserted(
            () ->
                assertThat(Path.of(run.path("log").asText()))
                    .hasContent(site.administrator().log(number)));
    nothingWasDoneTwice(record);
  }

  private boolean noRunIsActive() {
    for (JsonNode run : site.administrator().get("/api/v1/runs").ok()) {
      if (!run.hasNonNull("endedAt")) {
        return false;
      }
    }
    return true;
  }

  private void theFailureIsTold(JsonNode run) {
    if (expected.failed()) {
      assertThat(run.at("/failure/step").asText()).isIn(stepsThatMayFail());
      assertThat(run.at("/failure/message").asText()).containsPattern(expected.reason());
    } else {
      assertThat(run.path("failure").isMissingNode()).as("%s", run.path("failure")).isTrue();
    }
  }

  /** A full disk may be noticed later: what a step frees on its way may be room enough for it. */
  private List<String> stepsThatMayFail() {
    return faultCase.fault() == Fault.DISK_FULL
        ? faultCase.step().andLater()
        : List.of(expected.failedStep());
  }

  private void theImageIsWhole(JsonNode run) {
    JsonNode image = site.image();
    JsonNode versions = image.path("versions");
    assertThat(Programs.sha256(versions.get(0).path("path").asText()))
        .as("the image that was imported")
        .isEqualTo(site.originalHash());
    boolean published = run.hasNonNull("newVersion");
    assertThat(published).as("whether there is a new version").isEqualTo(isPublished());
    assertThat(versions).hasSize(versionsBefore + (published ? 1 : 0));
    JsonNode current = versions.get(published ? versions.size() - 1 : 0);
    assertThat(image.path("currentVersion").asInt()).isEqualTo(current.path("version").asInt());
    if (published) {
      assertThat(current.path("version").asInt()).isEqualTo(run.path("newVersion").asInt());
      Wim wim = Wim.at(current.path("path").asText()).isSound();
      assertThat(Programs.sha256(wim.file())).isEqualTo(current.path("sha256").asText());
    }
    if (expected.goesOn() && published) {
      assertThat(Programs.sha256(Path.of(run.at("/distribution/0/path").asText())))
          .as("the distributed file")
          .isEqualTo(current.path("sha256").asText());
    }
  }

  private boolean isPublished() {
    return expected.status().startsWith("Successful")
        && !faultCase.step().order(site).equals(site.nothing());
  }

  private void theLogIsComplete(RunRecord record) {
    assertThat(record.log()).as("the log").isNotEmpty();
    assertThat(record.log().get(record.log().size() - 1))
        .isEqualTo("Run N ended: " + expected.status());
  }

  private void nothingWasDoneTwice(RunRecord record) {
    assertThat(record.changes()).doesNotHaveDuplicates();
    if (expected.goesOn()) {
      theSameWasDone(record, site.undisturbed(faultCase.step().order(site)));
    }
  }

  private void theSameWasDone(RunRecord record, RunRecord undisturbed) {
    assertThat(withoutRestart(record.log(), undisturbed.log())).isEqualTo(undisturbed.log());
    assertThat(record.steps()).isEqualTo(undisturbed.steps());
    assertThat(record.changes()).isEqualTo(undisturbed.changes());
    if (faultCase.step().kind() == Step.Kind.COMMAND) {
      assertThat(record.calls()).isEqualTo(undisturbed.calls());
    }
  }

  /** A task that starts again tells again what it does: once, and nothing else is told twice. */
  private List<String> withoutRestart(List<String> log, List<String> whole) {
    int repeated = log.size() - whole.size();
    if (repeated <= 0 || faultCase.step().kind() == Step.Kind.COMMAND) {
      return log;
    }
    for (int from = 0; from + repeated <= log.size(); from++) {
      List<String> rest = new ArrayList<>(log);
      rest.subList(from, from + repeated).clear();
      if (rest.equals(whole)) {
        return rest;
      }
    }
    return log;
  }
}
