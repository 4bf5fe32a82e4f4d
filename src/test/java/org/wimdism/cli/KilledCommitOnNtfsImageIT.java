package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.wim.ChangeSet;
import org.wimdism.wim.MountRegistry;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.NtfsVolume;
import org.wimdism.wim.SmallImage;

/**
 * Kills wimdism in the middle of a commit that keeps security descriptors: the WIM holds the old
 * image or the new one, and the image behind it stays.
 */
class KilledCommitOnNtfsImageIT {

  /** Takes LZX about a second. */
  private static final int PAYLOAD = 10_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 10_000_000})
  void aKilledCommit_leavesTheOldImage_andCanBeRepeated(long written) throws Exception {
    Path wim = folder.resolve("image.wim");
    NtfsVolume.of(SmallImage.capture(folder), 1, folder.resolve("volume"))
        .shortName(SmallImage.PLAIN, "PLAIN~7.TXT")
        .capture(wim, "First", "--compress=LZX");
    SmallImage.run("wimlib-imagex", "export", wim.toString(), "1", wim.toString(), "Second");
    Path state = folder.resolve("state");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    change(new MountRegistry(state), wim, mount);
    Map<String, String> before = SmallImage.metadata(wim, 1);
    long size = Files.size(wim);

    Process commit = start(state, "/Commit-Image", "/MountDir:" + mount);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> Files.size(wim) >= size + written || !commit.isAlive());
    assertThat(commit.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();

    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    Map<String, String> after = SmallImage.metadata(wim, 1);
    if (!after.containsKey("/Windows/payload.bin")) {
      assertThat(after).isEqualTo(before);
    }
    CommandRun again = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    assertThat(again.code()).as(again.output()).isZero();
    SmallImage.run("wimlib-imagex", "verify", wim.toString());
    Map<String, String> first = SmallImage.metadata(wim, 1);
    assertThat(first.get("/Windows/payload.bin")).contains("Security Descriptor = 01");
    assertThat(first.get("/" + SmallImage.PLAIN))
        .contains("PLAIN~7.TXT")
        .contains("Uncompressed size = 6 bytes");
    assertThat(SmallImage.metadata(wim, 2)).hasSameSizeAs(before);
    assertThat(SmallImage.run("wimlib-imagex", "info", wim.toString()))
        .containsPattern("(?s)Index: +1\nName: +First\n.*Index: +2\nName: +Second\n");
  }

  private void change(MountRegistry registry, Path wim, Path mount) throws Exception {
    registry.mount(wim, 1, mount, false, false);
    byte[] content = new byte[PAYLOAD];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("payload"), content);
    try (MountedImage image = MountedImage.open(registry, mount);
        ChangeSet changes = image.begin()) {
      changes.put(file, List.of("Windows/payload.bin"));
      changes.put(Files.writeString(folder.resolve("text"), "second"), List.of(SmallImage.PLAIN));
      changes.commit();
    }
  }

  private Process start(Path state, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.wimdism.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("WIMDISM_STATE", state.toString());
    return builder.start();
  }
}
