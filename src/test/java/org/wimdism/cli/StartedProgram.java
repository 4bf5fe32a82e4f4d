package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** wimdism in a process of its own, which can be killed. */
record StartedProgram(Process process, Path output) {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  static StartedProgram start(Path state, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.wimdism.cli.Main");
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(state.getParent(), "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("WIMDISM_STATE", state.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new StartedProgram(builder.start(), output);
  }

  /** Kills it with SIGKILL when the moment has come; it may end before. */
  void killWhen(Callable<Boolean> moment) throws Exception {
    waitUntil(moment);
    assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Waits for a moment in its work, at most to its end. */
  void waitUntil(Callable<Boolean> moment) {
    await()
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> moment.call() || !process.isAlive());
  }

  /** Its whole exit code, as it stands on the last line. */
  int code() throws Exception {
    assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(output);
    return Integer.parseInt(lines.get(lines.size() - 1).replace("exit: ", ""));
  }
}
