package org.wimdism.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataIT {

  @TempDir static Path folder;

  @BeforeAll
  static void writeSamples() throws IOException {
    SampleData.write(folder.resolve("first"));
  }

  @Test
  void updatesAreTheSameInEveryRun() throws Exception {
    SampleData.write(folder.resolve("second"));
    assertThat(packages("second")).hasSize(11).isEqualTo(packages("first"));
  }

  @Test
  void imagesAreWholeAndTellWhatTheyAre() throws Exception {
    Path three = folder.resolve("first/images/three-indexes.wim");
    run("wimlib-imagex", "verify", three.toString());
    assertThat(run("wimlib-imagex", "info", three.toString()))
        .contains("Edition ID:             Professional")
        .contains("Edition ID:             Core")
        .contains("Edition ID:             Enterprise")
        .contains("Architecture:           x86_64")
        .contains("Service Pack Build:     1742");
    assertThat(run("wimlib-imagex", "dir", three.toString(), "3").lines()).hasSizeGreaterThan(3000);
  }

  @Test
  void filesInUseAreHardLinksIntoTheComponentStore() throws Exception {
    assertThat(
            run(
                "wimlib-imagex",
                "dir",
                folder.resolve("first/images/one-index.wim").toString(),
                "1",
                "--detailed",
                "--path=/Windows/System32/ntoskrnl.exe"))
        .contains("Link Count          = 2");
  }

  private static Map<String, Integer> packages(String run) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    Path root = folder.resolve(run);
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(path -> path.toString().matches(".*\\.(cab|msu)")).toList()) {
        contents.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
