package org.drydock.servicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.drydock.ProcessTest;
import org.drydock.host.CommandState;
import org.drydock.host.LocalHost;
import org.drydock.operation.Operations;
import org.drydock.site.DataFolder;
import org.drydock.site.ServicingDrive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What a server that died has left is taken away; what is not ours is left alone. */
@ProcessTest
class ReaperTest {

  private static final List<String> FOR_EVER = List.of("sleep", "300");

  @Autowired Reaper reaper;
  @Autowired Operations operations;
  @Autowired DataFolder data;
  @Autowired ServicingDrive drive;

  @TempDir Path elsewhere;

  /** The server that died: it started commands that this one does not watch. */
  private final LocalHost dead = new LocalHost("dead");

  @AfterEach
  void automaticDrive() {
    drive.use(ServicingDrive.AUTOMATIC);
  }

  @Test
  void aCommandOfAnEndedOperationIsEnded_andItsFolderRemoved() {
    Path folder = data.operations().resolve(UUID.randomUUID().toString());
    dead.start(folder, FOR_EVER, Map.of());
    await().until(() -> dead.state(folder) instanceof CommandState.Running);

    reaper.reap();
    assertThat(dead.commandsAlive()).doesNotContain(folder);
    assertThat(folder).doesNotExist();
  }

  @Test
  void theCommandOfAnOperationThatIsNotOverGoesOn() {
    String operation = operations.start("testDetachedTask", null, null, Map.of());
    Path folder = data.operations().resolve(operation);
    dead.start(folder, FOR_EVER, Map.of());
    await().until(() -> dead.state(folder) instanceof CommandState.Running);

    reaper.reap();
    assertThat(dead.state(folder)).isInstanceOf(CommandState.Running.class);
    dead.terminate(folder, Duration.ZERO);
    await().until(() -> dead.state(folder).ended());
  }

  @Test
  void aCommandOfSomebodyElseGoesOn() {
    Path folder = elsewhere.resolve("call");
    dead.start(folder, FOR_EVER, Map.of());
    await().until(() -> dead.state(folder) instanceof CommandState.Running);

    reaper.reap();
    assertThat(dead.state(folder)).isInstanceOf(CommandState.Running.class);
    dead.terminate(folder, Duration.ZERO);
    await().until(() -> dead.state(folder).ended());
  }

  @Test
  void theWorkFolderOfAnEndedImportIsRemoved() throws IOException {
    Path work = Files.createDirectories(data.staging().resolve("import-DRY99999/scratch"));
    reaper.reap();
    assertThat(work.getParent()).doesNotExist();
  }

  @Test
  void aFolderOnTheServicingDriveThatIsNotOursIsReportedAndLeftAlone() throws IOException {
    drive.use(elsewhere.toString());
    Path foreign = Files.createDirectories(drive.stagingRoot().resolve("run-1-somebody"));
    reaper.reap();
    assertThat(foreign).isDirectory();
    assertThat(data.logs().resolve("OfflineServicingMgr.log"))
        .content()
        .contains("The folder " + foreign + " belongs to no run of this host and is left alone.");
  }
}
