package org.drydock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told about the room in a WIM, against what wimlib-imagex makes of the same file. */
class WimSpaceTest {

  private static final int BIG = 300_000;

  /** Dates in the XML may take a few bytes more or less. */
  private static final long ABOUT = 200;

  @TempDir Path folder;
  private Path wim;

  @BeforeEach
  void anImageWithTwoIndexesThatShareTheirFiles() throws Exception {
    wim = folder.resolve("install.wim");
    Path tree = Files.createDirectories(folder.resolve("tree"));
    byte[] noise = new byte[BIG]; // cannot be compressed
    new Random(1).nextBytes(noise);
    Files.write(tree.resolve("noise"), noise);
    Files.writeString(tree.resolve("file.txt"), "content");
    imagex("capture", tree.toString(), wim.toString(), "One");
    imagex("append", tree.toString(), wim.toString(), "Two", "--boot");
  }

  @Test
  void aFreshFileIsInUseThroughout() throws Exception {
    WimSpace space = WimSpace.of(wim);

    assertThat(space.fileBytes()).isEqualTo(Files.size(wim));
    assertThat(space.usedBytes()).isCloseTo(exported(), within(ABOUT));
    assertThat(space.bootIndex()).isEqualTo(2);
  }

  @Test
  void whatNoIndexNeedsAnyMoreIsOfNoUse() throws Exception {
    imagex("update", wim.toString(), "1", "--command=delete /noise");
    assertThat(WimSpace.of(wim).unusedPercent()).isLessThan(5); // the other index needs it

    imagex("update", wim.toString(), "2", "--command=delete /noise");

    WimSpace space = WimSpace.of(wim);
    assertThat(space.fileBytes()).isGreaterThan(BIG);
    assertThat(space.usedBytes()).isCloseTo(exported(), within(ABOUT));
    assertThat(space.unusedPercent()).isGreaterThan(90);
  }

  private long exported() throws Exception {
    Path copy = folder.resolve("exported.wim");
    imagex("export", wim.toString(), "all", copy.toString());
    return Files.size(copy);
  }

  private static void imagex(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("wimlib-imagex"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }
}
