package org.drydock.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.drydock.host.CommandState.Finished;
import org.drydock.host.CommandState.Killed;
import org.drydock.host.CommandState.Running;
import org.drydock.host.CommandState.Unclaimed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real commands, as a shell knows them, killed in every way. */
@EnabledOnOs(OS.LINUX)
class LocalHostTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration PATIENT = Duration.ofSeconds(30);

  @TempDir Path data;

  private final LocalHost host = new LocalHost("here");

  private Path folder() {
    return data.resolve("operation");
  }

  @AfterEach
  void leaveNothingBehind() {
    host.terminate(folder(), AT_ONCE);
    await().until(() -> host.state(folder()).ended());
    host.close();
  }

  @Test
  void aCommandLeavesItsOutputAndItsExitCode() throws Exception {
    start("echo to stdout; echo to stderr >&2; echo \"$GREETING\"; exit 42");

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(42));
    assertThat(folder().resolve("stdout")).hasContent("to stdout\nhällo\n");
    assertThat(folder().resolve("stderr")).hasContent("to stderr\n");
    assertThat(folder()).isDirectoryNotContaining("glob:**/{claim.*,exit.*}");
  }

  @Test
  void theEndIsToldAtOnce() throws Exception {
    start(untilFile("go"));
    var end = host.whenEnded(folder());
    awaitRunning();

    long before = System.nanoTime();
    Files.createFile(folder().resolve("go"));
    end.get(10, SECONDS);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void nothingIsKnown_beforeTheCommandIsStarted() {
    assertThat(host.state(folder())).isEqualTo(new Unclaimed());
  }

  @Test
  void aCommandStartedTwiceIsExecutedOnce() throws Exception {
    String script = "echo executed >> count; " + untilFile("go");
    start(script);
    start(script);
    LocalHost other = new LocalHost("other");
    other.start(folder(), List.of("sh", "-c", script), Map.of());
    awaitRunning();

    Files.createFile(folder().resolve("go"));

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(0));
    assertThat(other.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(0));
    start(script);
    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(0));
    assertThat(folder().resolve("count")).hasContent("executed\n");
    other.close();
  }

  @Test
  void anotherServerFindsTheCommandAndHearsOfItsEnd() throws Exception {
    start(untilFile("go") + "; exit 3");
    awaitRunning();
    host.close();

    LocalHost next = new LocalHost("next");
    assertThat(next.state(folder())).isInstanceOf(Running.class);
    var end = next.whenEnded(folder());
    Files.createFile(folder().resolve("go"));

    assertThat(end.get(10, SECONDS)).isEqualTo(new Finished(3));
    next.close();
  }

  @Test
  void afterALookThatFailedTheNextOneIsGood() throws Exception {
    start(untilFile("go"));
    awaitRunning();
    host.close();
    Path unreadable = Files.createDirectory(folder().resolve("exit"));
    LocalHost next = new LocalHost("next");
    var failed = next.whenEnded(folder());
    await().until(failed::isCompletedExceptionally);

    Files.delete(unreadable);
    Files.createFile(folder().resolve("go"));
    assertThat(next.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(0));
    next.close();
  }

  @Test
  void theCommandHasASessionOfItsOwn() throws Exception {
    // Fields 5 and 6 of /proc/PID/stat: process group and session.
    start(
        "for p in $$ $SERVER; do read -r stat </proc/$p/stat; set -- ${stat##*) };"
            + " echo $3 $4; done");
    host.whenEnded(folder()).get(10, SECONDS);

    String[] ids = output().split("\\s");
    assertThat(ids).hasSize(4);
    assertThat(ids[0]).isEqualTo(ids[1]).isNotEqualTo(ids[2]);
  }

  @Test
  void theServersPasswordsAreNotPassedOn() throws Exception {
    start("env");
    host.whenEnded(folder()).get(10, SECONDS);

    assertThat(output().lines())
        .filteredOn(line -> line.startsWith("DRYDOCK_"))
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .containsExactlyInAnyOrder(LocalHost.MARK, LocalHost.FOLDER);
  }

  @Test
  void theAgeOfACommandIsToldByTheHostsOwnClock() throws Exception {
    assertThat(host.age(folder())).isZero();
    long before = System.nanoTime();
    start("sleep 0.3");
    host.whenEnded(folder()).get(10, SECONDS);

    assertThat(host.age(folder()))
        .isGreaterThan(Duration.ofMillis(250))
        .isLessThan(Duration.ofNanos(System.nanoTime() - before).plusSeconds(1));
  }

  @Test
  void theCommandCountsAsRunning_whenOnlyItsWrapperWasKilled() throws Exception {
    start("echo $$ > command.pid; " + untilFile("go"));
    awaitRunning();
    await().until(() -> Files.exists(folder().resolve("command.pid")));

    kill(wrapper());
    await().until(() -> ProcessHandle.of(wrapper()).isEmpty());
    assertThat(host.state(folder())).isInstanceOf(Running.class);
    assertThat(host.whenEnded(folder())).isNotDone();

    Files.createFile(folder().resolve("go"));
    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Killed());
  }

  @Test
  void theSignalIsTheExitCode_whenOnlyTheCommandWasKilled() throws Exception {
    start("kill -KILL $$");

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(128 + 9));
  }

  @Test
  void theCommandCountsAsKilled_whenItAndItsWrapperAreGone() throws Exception {
    start("echo $$ > command.pid; " + untilFile("never"));
    awaitRunning();
    await().until(() -> !Files.readString(folder().resolve("command.pid")).isBlank());
    long command = Long.parseLong(Files.readString(folder().resolve("command.pid")).trim());

    kill(wrapper());
    kill(command);

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Killed());
  }

  @Test
  void theCommandCountsAsKilled_whenTheHostWasRestarted() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(
        folder().resolve("claim"),
        "pid=%d\nstarted=1\nboot=another\n".formatted(ProcessHandle.current().pid()));

    assertThat(host.state(folder())).isEqualTo(new Killed());
    host.terminate(folder(), AT_ONCE);
    start("touch executed");
    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Killed());
    assertThat(folder().resolve("executed")).doesNotExist();
  }

  @Test
  void anotherProcessWithTheSamePidIsNeitherTakenForTheCommandNorEnded() throws Exception {
    Process bystander = new ProcessBuilder("setsid", "sleep", "60").start();
    try {
      Files.createDirectories(folder());
      Files.writeString(
          folder().resolve("claim"),
          "pid=%d\nstarted=1\nboot=%s\n"
              .formatted(
                  bystander.pid(),
                  Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim()));

      assertThat(host.state(folder())).isEqualTo(new Killed());
      host.terminate(folder(), AT_ONCE);
      assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Killed());
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aCommandThatIsAskedEndsByItself() throws Exception {
    start("trap 'echo asked; exit 5' TERM; echo ready; while :; do sleep 0.05; done");
    await().until(() -> output().contains("ready"));

    host.terminate(folder(), PATIENT);
    host.terminate(folder(), PATIENT);

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Finished(5));
    assertThat(output()).contains("asked");
  }

  @Test
  void aCommandThatDoesNotListenIsForced_andSoIsWhatItStarted() throws Exception {
    start(
        "trap '' TERM; setsid sleep 600 & (trap '' TERM; sleep 601) & echo ready;"
            + " while :; do sleep 0.05; done");
    await().until(() -> output().contains("ready"));

    host.terminate(folder(), Duration.ofMillis(200));

    assertThat(host.whenEnded(folder()).get(10, SECONDS).ended()).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.allProcesses())
                    .noneMatch(p -> p.info().commandLine().orElse("").matches(".*sleep 60[01]")));
  }

  @Test
  void aCommandThatWasCalledOffBeforeItBeganIsNeverExecuted() throws Exception {
    host.terminate(folder(), AT_ONCE);
    start("touch executed");

    assertThat(host.whenEnded(folder()).get(10, SECONDS)).isEqualTo(new Killed());
    assertThat(folder().resolve("executed")).doesNotExist();
  }

  @Test
  void terminatingAnEndedCommandChangesNothing() throws Exception {
    start("exit 0");
    host.whenEnded(folder()).get(10, SECONDS);

    host.terminate(folder(), AT_ONCE);

    assertThat(host.state(folder())).isEqualTo(new Finished(0));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(data.resolve("file"));

    assertThatThrownBy(() -> host.start(file.resolve("operation"), List.of("true"), Map.of()))
        .isInstanceOf(HostException.class)
        .hasMessageContaining(file.resolve("operation").toString())
        .hasMessageContaining("write access");
  }

  @Test
  void aCommandThatCouldNotBeClaimedFailsWithTheShellsReason() throws Exception {
    Files.createDirectories(folder().resolve("claim")); // cannot become a file
    Files.delete(folder().resolve("claim"));
    Files.createSymbolicLink(folder().resolve("claim"), Path.of("nowhere"));
    start("true");

    assertThatThrownBy(() -> host.whenEnded(folder()).orTimeout(10, SECONDS).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(HostException.class)
        .hasMessageContaining("was not started");
    Files.delete(folder().resolve("claim"));
  }

  @Test
  void freeSpaceIsThatOfTheNearestFolderThatExists() {
    assertThat(host.freeSpace(data.resolve("not/yet/there")))
        .isPositive()
        .isCloseTo(data.toFile().getUsableSpace(), withPercentage(5));
  }

  private void start(String script) {
    host.start(
        folder(),
        List.of("sh", "-c", script),
        Map.of("GREETING", "hällo", "SERVER", Long.toString(ProcessHandle.current().pid())));
  }

  private static String untilFile(String name) {
    return "while [ ! -e " + name + " ]; do sleep 0.02; done";
  }

  private void awaitRunning() {
    await().until(() -> host.state(folder()) instanceof Running);
  }

  private long wrapper() {
    return Claim.read(folder()).orElseThrow().pid();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private String output() throws IOException {
    Path stdout = folder().resolve("stdout");
    return Files.exists(stdout) ? Files.readString(stdout) : "";
  }
}
