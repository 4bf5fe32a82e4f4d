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
  private final RunRecord undisturbed;
  private final int versionsBefore;

  Aftermath(Site site, FaultCase faultCase, Expectation expected, RunRecord undisturbed) {
    this.site = site;
    this.faultCase = faultCase;
    this.expected = expected;
    this.undisturbed = undisturbed;
    this.versionsBefore = site.image().path("versions").size();
  }

  void check(long number, JsonNode run) {
    assertThat(run.path("status").asText()).as("%s", run).isEqualTo(expected.status());
    assertThat(run.has("incident")).as("an incident").isFalse();
    theFailureIsTold(run);
    await("the end of every run").atMost(LONGEST_FAREWELL).until(this::noRunIsActive);
    theImageIsWhole(run);
    site.state().nothingIsLeft();
    RunRecord record = RunRecord.of(site, number);
    theLogIsComplete(number, record);
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
    List<String> steps = undisturbed.steps();
    int from = steps.indexOf(expected.failedStep());
    return faultCase.fault() == Fault.DISK_FULL && from >= 0
        ? steps.subList(from, steps.size())
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
    JsonNode current = versions.get(versions.size() - 1);
    assertThat(image.path("currentVersion").asInt()).isEqualTo(current.path("version").asInt());
    if (published) {
      assertThat(current.path("version").asInt()).isEqualTo(run.path("newVersion").asInt());
      Wim wim = Wim.at(current.path("path").asText()).isSound();
      assertThat(Programs.sha256(wim.file())).isEqualTo(current.path("sha256").asText());
    }
    if (expected.status().equals("Successful") && published) {
      assertThat(Programs.sha256(Path.of(run.at("/distribution/0/path").asText())))
          .as("the distributed file")
          .isEqualTo(current.path("sha256").asText());
    }
  }

  private boolean isPublished() {
    return expected.status().startsWith("Successful")
        && undisturbed.steps().contains(Step.PUBLISH_IMAGE.label());
  }

  private void theLogIsComplete(long number, RunRecord record) {
    assertThat(record.log()).as("the log").isNotEmpty();
    assertThat(record.log().get(record.log().size() - 1))
        .isEqualTo("Run N ended: " + expected.status());
    if (goesOn()) {
      assertThat(withoutRestart(record.log(), undisturbed.log())).isEqualTo(undisturbed.log());
      assertThat(record.steps()).isEqualTo(undisturbed.steps());
    }
  }

  private void nothingWasDoneTwice(RunRecord record) {
    assertThat(record.changes()).doesNotHaveDuplicates();
    if (goesOn()) {
      assertThat(record.changes()).isEqualTo(undisturbed.changes());
      if (faultCase.step().kind() == Step.Kind.COMMAND) {
        assertThat(record.calls()).isEqualTo(undisturbed.calls());
      }
    } else {
      assertThat(undisturbed.changes()).containsAll(record.changes());
    }
  }

  private boolean goesOn() {
    return expected.status().equals("Successful");
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
