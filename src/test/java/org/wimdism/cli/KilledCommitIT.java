package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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
    start("/Commit-Image", "/MountDir:" + mount).killWhen(() -> Files.size(wim) >= size + written);

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
    StartedProgram commit = start("/Commit-Image", "/MountDir:" + mount);
    commit.waitUntil(() -> Files.size(wim) > size);
    CommandRun second = CommandRun.of(state, "/Unmount-Image", "/MountDir:" + mount, "/Discard");
    assertThat(second.code()).isEqualTo(ErrorCode.BEING_SERVICED);
    assertThat(commit.code()).isZero();
  }

  @Test
  void aKilledExport_leavesNoFileUnderItsName() throws Exception {
    assertThat(start("/Unmount-Image", "/MountDir:" + mount, "/Commit").code()).isZero();
    Path target = folder.resolve("target.wim");
    Path temporary = folder.resolve(".target.wim.wimdism");
    String[] export = {
      "/Export-Image",
      "/SourceImageFile:" + wim,
      "/SourceIndex:1",
      "/DestinationImageFile:" + target,
      "/Compress:fast"
    };
    start(export).killWhen(() -> Files.exists(temporary));
    assertThat(target).doesNotExist();
    assertThat(CommandRun.of(state, export).code()).isZero();
    assertThat(temporary).doesNotExist();
    SmallImage.run("wimlib-imagex", "verify", target.toString());
  }

  private StartedProgram start(String... arguments) throws Exception {
    return StartedProgram.start(state, arguments);
  }
}
