package org.drydock.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user calls it, as far as it goes without building. */
class LauncherTest {

  private static final Path LAUNCHER = Path.of("drydock").toAbsolutePath();

  @TempDir Path elsewhere;

  private record Answer(int exitCode, String output) {}

  @Test
  void itHelpsFromAnotherFolderThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), LAUNCHER);

    Answer answer = call(link, "help");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.output()).contains("demo", "test", "run", "wimdism");
  }

  @Test
  void anUnknownCommandIsNamedAndFails() throws Exception {
    Answer answer = call(LAUNCHER, "launch");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output()).contains("there is no command launch");
  }

  @Test
  void aPortMustBeANumber() throws Exception {
    assertThat(call(LAUNCHER, "run", "--port", "many").output()).contains("a port is a number");
    assertThat(call(LAUNCHER, "run", "--port").output()).contains("--port needs a value");
  }

  @Test
  void theBenchmarkRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(call(LAUNCHER, "bench", "--rounds", "none").output()).contains("takes a number");
    assertThat(call(LAUNCHER, "bench", "--huge").output()).contains("bench does not know --huge");
  }

  @Test
  void theDemoRefusesADataFolderThatIsInUse() throws Exception {
    Files.writeString(elsewhere.resolve("something"), "kept");

    Answer answer = call(LAUNCHER, "demo", "--data", elsewhere.toString());

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.output()).contains("fresh data folder").contains(elsewhere.toString());
    assertThat(elsewhere.resolve("something")).hasContent("kept");
  }

  private Answer call(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    Process process =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), output);
  }
}
