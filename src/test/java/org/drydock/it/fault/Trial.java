package org.drydock.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One case of the matrix on a site: brings a run to its step, does the harm, looks at the end. */
final class Trial {

  /** Room for a run with every option on, and some for whoever fills the disk. */
  private static final long DRIVE = 160 << 20;

  private static final long SPARE = 32 << 20;

  /** What a cancel may take beyond what DISM itself needs. */
  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final Site site;
  private final FaultCase faultCase;
  private final Expectation expected;
  private SmallDisk disk;
  private long harmed;

  Trial(Site site, FaultCase faultCase) {
    this.site = site;
    this.faultCase = faultCase;
    this.expected = Expectation.of(faultCase);
  }

  /** Returns how the run ended, and how long after the harm. */
  Verdict hold() {
    if (expected.goesOn()) {
      site.undisturbed(faultCase.step().order(site)); // while nothing disturbs it
    }
    Aftermath aftermath = new Aftermath(site, faultCase, expected);
    try {
      prepareDisk();
      Scene scene = faultCase.step().stage(site);
      harmed = System.nanoTime();
      harm(scene);
      JsonNode run = site.awaitEnd(scene.run());
      long took = System.nanoTime() - harmed;
      aftermath.check(scene.run(), run);
      if (faultCase.fault() == Fault.CANCELLED) {
        endedPromptly(run, took);
      }
      return new Verdict(run.path("status").asText(), Duration.ofNanos(took));
    } finally {
      removeDisk();
    }
  }

  private void harm(Scene scene) {
    Hold hold = scene.hold();
    switch (faultCase.fault()) {
      case SERVER_KILLED -> {
        site.kill();
        if (hold.outlivesServer()) {
          site.start();
          hold.release();
        } else {
          hold.release();
          site.start();
        }
      }
      case SERVER_AWAY -> {
        site.kill();
        hold.release();
        noProcessIsLeft();
        site.start();
      }
      case DISM_KILLED -> {
        killDism(hold);
        hold.release();
      }
      case BOTH_KILLED -> {
        site.kill();
        killDism(hold);
        hold.release();
        noProcessIsLeft();
        site.start();
      }
      case CANCELLED -> {
        cancel(scene.run());
        hold.release();
      }
      case DISK_FULL -> {
        if (disk == null) {
          hold.releaseAsOnFullDisk();
        } else {
          disk.fill();
          hold.release();
        }
      }
    }
  }

  private static void killDism(Hold hold) {
    ProcessHandle dism = ((Hold.OfDism) hold).process();
    dism.destroyForcibly();
    dism.onExit().join();
  }

  private void noProcessIsLeft() {
    await("the end of DISM")
        .atMost(Duration.ofMinutes(1))
        .until(() -> site.state().processes().isEmpty());
  }

  private void cancel(long run) {
    JsonNode answer = site.cancel(run);
    switch (faultCase.step()) {
      case CLEAN_UP_STAGING_AREA -> assertThat(answer.path("status").asInt()).isEqualTo(409);
      case PUBLISH_IMAGE, DISTRIBUTE_IMAGE ->
          assertThat(answer.path("status").asText()).isEqualTo("InProcess");
      default -> assertThat(answer.path("status").asText()).isIn("Cancelling", "Cancelled");
    }
  }

  private void endedPromptly(JsonNode run, long took) {
    Instant end = Instant.parse(run.path("endedAt").asText());
    long to = TimeUnit.SECONDS.toNanos(end.getEpochSecond()) + end.getNano();
    long from = to - took;
    long dism =
        site.dism().calls().stream()
            .filter(call -> call.ended() != null && call.ended() > from)
            .mapToLong(call -> call.ended() - Math.max(from, call.began()))
            .sum();
    assertThat(Duration.ofNanos(took - dism)).as("beyond DISM's own time").isLessThan(PROMPT);
  }

  private void prepareDisk() {
    if (faultCase.fault() != Fault.DISK_FULL || !SmallDisk.possible()) {
      return;
    }
    switch (faultCase.step().disk()) {
      case DRIVE -> {
        disk = SmallDisk.at(site.drive(), DRIVE);
        site.useDrive(disk.folder().toString());
      }
      case DISTRIBUTION -> disk = SmallDisk.over(site.data().resolve("distribution"), SPARE);
      case IMAGES -> disk = SmallDisk.over(site.data().resolve("images"), SPARE);
      case NONE -> {}
    }
  }

  private void removeDisk() {
    StepGate.removeAll(site.data());
    if (disk != null) {
      site.useDrive("automatic");
      disk.close();
    }
  }
}
