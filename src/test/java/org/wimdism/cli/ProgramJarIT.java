package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wimdism.wim.SmallImage;

/** Runs the packaged program as users and the server do. */
class ProgramJarIT {

  private record Outcome(int status, String output, String errors) {}

  @TempDir Path folder;

  @Test
  void theJarRunsAlone_andNamesItsRelease() throws Exception {
    Outcome outcome = run("/?");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.errors()).isEqualTo("exit: 0\n");
    assertThat(outcome.output()).containsPattern("wimdism \\d+\\.\\d+\\.\\d+: ");
  }

  @Test
  void theWholeCodeStandsOnTheLastLineOfStderr_andItsLowByteIsTheStatus() throws Exception {
    Path wim = SmallImage.capture(folder);
    Outcome missing =
        run("/Mount-Image", "/ImageFile:" + wim, "/Index:1", "/MountDir:" + folder.resolve("x"));
    assertThat(missing.errors()).isEqualTo("exit: -1052638955\n");
    assertThat(missing.status()).isEqualTo(0x15);
    assertThat(missing.output()).contains("\nError: 0xc1420115\n");
    assertThat(run("/Get-ImageInfo", "/ImageFile:" + wim).output()).contains("Name : Small");
  }

  @Test
  void pathsWithLettersOutsideAscii_work() throws Exception {
    Path wim = SmallImage.capture(Files.createDirectory(folder.resolve("Bücher und ящик")));
    Path mount = Files.createDirectory(folder.resolve("Einhängepunkt"));
    assertThat(
            run("/Mount-Image", "/ImageFile:" + wim, "/Name:Small", "/MountDir:" + mount).errors())
        .isEqualTo("exit: 0\n");
    assertThat(run("/Get-MountedImageInfo").output())
        .contains("Mount Dir : " + mount)
        .contains("Image File : " + wim);
    assertThat(run("/Unmount-Image", "/MountDir:" + mount, "/Discard").status()).isZero();
  }

  private Outcome run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(Path.of("target", "wimdism-program.jar").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("WIMDISM_STATE", folder.resolve("state").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output, Files.readString(errors));
  }
}
