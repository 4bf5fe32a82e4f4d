package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;

/** Looks for what a run may have left: nothing may be. */
@TestComponent
public class CleanState {

  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Path data;
  private final Administrator administrator;

  @Autowired
  CleanState(DrydockProperties properties, Administrator administrator) {
    this(properties.data(), administrator);
  }

  public CleanState(Path data, Administrator administrator) {
    this.data = data;
    this.administrator = administrator;
  }

  Path data() {
    return data;
  }

  /** No instance, process, mount or file of any run, on a server where no run is active. */
  public void nothingIsLeft() {
    // The instance of a schedule ends just after the run that it called.
    await("no process instance is left").atMost(FAREWELL).until(() -> processInstances() == 0);
    assertThat(mounts()).contains("No mounted images found.");
    // The folder of an operation goes just after the process has heard of its end.
    await("no operation's folder is left")
        .atMost(FAREWELL)
        .until(() -> list(data.resolve("operations")).isEmpty());
    assertThat(processes()).as("processes of operations").isEmpty();
    assertThat(list(data.resolve("ConfigMgr_OfflineImageServicing"))).as("staging").isEmpty();
  }

  private int processInstances() {
    return administrator.get("/engine-rest/process-instance/count").ok().path("count").asInt();
  }

  /** The mounts that wimdism knows of, asked on the command line. */
  public String mounts() {
    return Programs.output(
        Map.of("WIMDISM_STATE", data.resolve("wimdism").toString()),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path") + File.pathSeparator + "target/classes",
        "org.wimdism.cli.Main",
        "/English",
        "/Get-MountedImageInfo");
  }

  /** The processes that belong to operations of this server. */
  public List<ProcessHandle> processes() {
    String mark = "WIMDISM_STATE=" + data.resolve("wimdism");
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains(mark))
        .toList();
  }

  private static List<String> environment(long process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process), "environ"));
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of(); // it has ended, or is another user's
    }
  }

  private static List<Path> list(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
