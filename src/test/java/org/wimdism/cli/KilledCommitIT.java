package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.ErrorCode;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountRegistry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.SmallImage;

/** Kills wimdism in the middle of a commit: the WIM holds the old image or the new one. */
class KilledCommitIT {

  /** Takes LZX about three seconds. */
  private static final int PAYLOAD = 30_000_000;

  @TempDir Path folder;
  private Path state;
  private Path wim;
  private Path mount;
  private long size;

  @BeforeEach
  void mountAndChange() throws Exception {
    state = folder.resolve("state");
    mount = Files.createDirectory(folder.resolve("mount"));
    wim = SmallImage.capture(folder);
    size = Files.size(wim);
    MountRegistry registry = new MountRegistry(state);
    registry.mount(wim, 1, mount, false, false);
    byte[] content = new byte[PAYLOAD];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("payload"), content);
    try (MountedImage image = MountedImage.open(registry, mount);
        ChangeSet changes = image.begin()) {
      changes.put(file, List.of("Windows/payload.bin"));
      changes.delete(SmallImage.PLAIN);
      changes.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 5_000_000, 25_000_000, 30_000_000})
  void aKilledCommit_leavesTheOldImage_andCanBeRepeated(long written) throws Exception {
    Process commit = start("/Commit-Image", "/MountDir:" + mount);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> Files.size(wim) >= size + written || !commit.isAlive());
    assertThat(commit.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();

    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    String tree = SmallImage.run("wimlib-imagex", "dir", wim.toString());
    boolean isOld = tree.contains(SmallImage.PLAIN) && !tree.contains("payload.bin");
    boolean isNew = !tree.contains(SmallImage.PLAIN) && tree.contains("payload.bin");
    assertThat(isOld ^ isNew).isTrue();

    CommandRun again = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(again.code()).as(again.output()).isZero();
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    assertThat(SmallImage.run("wimlib-imagex", "dir", wim.toString()))
        .contains("payload.bin")
        .doesNotContain(SmallImage.PLAIN);
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void whileOneCommandWorksOnAMount_anotherIsToldToWait() throws Exception {
    Process commit = start("/Commit-Image", "/MountDir:" + mount);
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(wim) > size);
    CommandRun second = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Discard");
    assertThat(second.code()).isEqualTo(ErrorCode.BEING_SERVICED);
    assertThat(commit.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(commit.exitValue()).isZero();
  }

  @Test
  void aKilledExport_leavesNoFileUnderItsName() throws Exception {
    Process commit = start("/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(commit.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Path target = folder.resolve("target.wim");
    Path temporary = folder.resolve(".target.wim.wimdism");
    String[] export = {
      "/Export-Image",
      "/SourceImageFile:" + wim,
      "/SourceIndex:1",
      "/DestinationImageFile:" + target,
      "/Compress:fast"
    };
    Process killed = start(export);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> Files.exists(temporary) || !killed.isAlive());
    assertThat(killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(target).doesNotExist();
    assertThat(CommandRun.of(state, export).code()).isZero();
    assertThat(temporary).doesNotExist();
    SmallImage.run("wimlib-imagex", "verify", target.toString());
  }

  private Process start(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.wimdism.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("WIMDISM_STATE", state.toString());
    return builder.start();
  }
}
