package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that is added to one image after another, unpacked once. */
class PackageCacheIT {

  private static final Path ROLLUP = update("windows11.0-kb5990101-x64.cab");
  private static final Path NET = update("windows11.0-kb5990103-x64-ndp481.cab");
  private static final String KERNEL = "Windows/System32/ntoskrnl.exe";

  @TempDir Path folder;
  private Path packages;
  private Mounted first;
  private Mounted second;

  @BeforeEach
  void mountTwoImages() throws Exception {
    packages = folder.resolve("packages");
    first = new Mounted(Files.createDirectory(folder.resolve("first")));
    second = new Mounted(Files.createDirectory(folder.resolve("second")));
    first.set("WIMDISM_PACKAGES", packages.toString());
    second.set("WIMDISM_PACKAGES", packages.toString());
    first.add(ROLLUP).assertSuccess();
  }

  @Test
  void theSecondImageGetsTheSameFiles() throws Exception {
    second.add(ROLLUP).assertSuccess();
    first.commit();
    second.commit();

    assertThat(second.paths(second.wim())).isEqualTo(first.paths(first.wim()));
    assertThat(second.extract(second.wim(), KERNEL))
        .hasSameBinaryContentAs(first.extract(first.wim(), KERNEL));
    try (Stream<Path> kept = Files.list(packages)) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .containsExactly(Mounted.program("sha256sum", ROLLUP.toString()).split(" ")[0]);
    }
  }

  @Test
  void whatIsLostFromTheFolderIsUnpackedAgain() throws Exception {
    Files.delete(kept("ntoskrnl.exe"));

    second.add(ROLLUP).assertSuccess();

    second.commit();
    assertThat(second.paths(second.wim())).contains("/" + KERNEL);
    assertThat(kept("ntoskrnl.exe")).exists();
  }

  @Test
  void aFileThatWasChangedInTheFolderIsNotAdded() throws Exception {
    Path kernel = kept("ntoskrnl.exe");
    byte[] bytes = Files.readAllBytes(kernel);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(kernel); // the first image has it under another name
    Files.write(kernel, bytes);
    var before = second.changes();

    second.add(ROLLUP).assertError(14028);

    assertThat(second.changes()).isEqualTo(before);
  }

  @Test
  void aFolderOfPackagesIsUnpackedAheadAndAddedAsOneByOne() throws Exception {
    Path both = Files.createDirectory(folder.resolve("both"));
    Files.copy(ROLLUP, both.resolve("1.cab"));
    Files.copy(NET, both.resolve("2.cab"));
    Files.writeString(both.resolve("3.cab"), "no cabinet");
    first.add(NET).assertSuccess();

    assertThat(second.add(both).text())
        .contains("Processing 2 of 3", "Processing 3 of 3", "3.cab is neither a CAB nor an .msu");

    first.commit();
    second.commit();
    assertThat(second.paths(second.wim())).isEqualTo(first.paths(first.wim()));
  }

  private Path kept(String name) throws Exception {
    try (Stream<Path> tree = Files.walk(packages)) {
      List<Path> found = tree.filter(path -> path.endsWith(name)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
