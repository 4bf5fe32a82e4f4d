package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark with next to nothing to do; it refuses contenders with different results. */
class BenchIT {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASSES = System.getProperty("java.class.path");

  @TempDir Path folder;

  @Test
  void allThreeWaysServiceTheImage_andAreCompared() throws Exception {
    Path data = folder.resolve("data");
    program(JAVA, "-cp", CLASSES, "org.wimdism.sample.BenchData", data.toString(), "tiny");
    String port = freePort();
    Path work = folder.resolve("work");

    String said =
        program(
            JAVA,
            "-cp",
            CLASSES,
            "org.drydock.bench.Bench",
            "--data=" + data,
            "--work=" + work,
            "--wimdism=" + wimdism(),
            "--rounds=1",
            "--port=" + port,
            "--",
            JAVA,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            CLASSES,
            "org.drydock.Drydock",
            "--server.port=" + port,
            "--drydock.data=" + work.resolve("drydock"));

    for (String name : List.of("Floor", "By hand", "wimdism alone", "Drydock, a whole run")) {
      String line =
          said.lines().filter(each -> each.startsWith("| " + name)).findFirst().orElse("none");
      assertThat(line).as(said).matches("\\|.*\\d s \\| [\\d.]+ \\| [\\d.]+ \\|.* MB \\|.* MB \\|");
    }
    assertThat(work).doesNotExist();
  }

  private Path wimdism() throws IOException {
    Path script = folder.resolve("wimdism");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -cp '%s' org.wimdism.cli.Main \"$@\"\n"
            .formatted(JAVA, wimdismClasses()));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static String wimdismClasses() {
    return String.join(
        ":",
        Stream.of(CLASSES.split(":"))
            .filter(each -> each.contains("jna") || each.endsWith("classes"))
            .toList());
  }

  private static String program(String... command) throws Exception {
    Process process =
        new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
