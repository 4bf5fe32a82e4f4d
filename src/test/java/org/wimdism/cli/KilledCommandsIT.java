package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wimdism.cli.Mounted.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wimdism.ErrorCode;

/** Kills changing commands at several moments: what they leave is old or new, never between. */
class KilledCommandsIT {

  private static final Path OLDER = update("windows11.0-kb5990101-x64.cab");
  private static final String SERVICING =
      "\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing";
  private static final Path THREE = Mounted.SAMPLES.resolve("images/three-indexes.wim");

  private static final List<String> ALL =
      List.of("Windows 11 Pro", "Windows 11 Home", "Windows 11 Enterprise");
  private static final List<String> WITHOUT_HOME =
      List.of("Windows 11 Pro", "Windows 11 Enterprise");

  @TempDir Path folder;
  private Mounted image;
  private Path state;
  private Path own;

  @BeforeEach
  void mount() throws Exception {
    image = new Mounted(folder);
    state = folder.resolve("state");
    own = folder.resolve("mount/.wimdism");
  }

  /** The number of files that the command has taken into the mount; 1000 is its last moment. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 1000})
  void killedAddPackage(int files) throws Exception {
    start(servicing("/Add-Package", "/PackagePath:" + OLDER))
        .killWhen(() -> files < 1000 ? taken() > files : Files.exists(own.resolve("journal")));
    image.commit();
    assertStored(isUpdated(), image.paths(image.wim()), "2033");
    assertThat(image.key(image.wim(), "SOFTWARE", "\\Microsoft\\Windows NT\\CurrentVersion"))
        .contains(isUpdated() ? "dword:000007f1" : "dword:000006ce");
    image.mount();
    image.add(OLDER).assertSuccess();
    image.commit();
    assertThat(isUpdated()).isTrue();
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "files/1", "journal"})
  void killedCleanup(String file) throws Exception {
    image.add(OLDER).assertSuccess();
    image.commit();
    image.mount();
    start(servicing("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase"))
        .killWhen(() -> Files.exists(own.resolve(file)));
    image.commit();
    boolean reset = image.key(image.wim(), "SOFTWARE", SERVICING).contains("\"LastResetBase_UTC\"");
    assertStored(!reset, image.paths(image.wim()), "1742");
    image.mount();
    image.service("/Cleanup-Image", "/StartComponentCleanup", "/ResetBase").assertSuccess();
    image.commit();
    assertStored(false, image.paths(image.wim()), "1742");
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4_000_000})
  void killedExportIntoAnExistingFile(long written) throws Exception {
    image.discard();
    Path target = copy(THREE, "target.wim");
    Path source = copy(image.wim(), "source.wim");
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.write(other.resolve("file"), noise(8_000_000));
    Mounted.program(
        "wimlib-imagex", "append", other.toString(), source.toString(), "Other", "--no-acls");
    long size = Files.size(target);
    String[] export = {
      "/Export-Image",
      "/SourceImageFile:" + source,
      "/SourceName:Other",
      "/DestinationImageFile:" + target
    };
    start(export).killWhen(() -> Files.size(target) >= size + written);
    Mounted.program("wimlib-imagex", "verify", target.toString());
    assertThat(names(target)).isIn(ALL, withOther());
    if (names(target).equals(ALL)) {
      image.run(export).assertSuccess();
    }
    assertThat(names(target)).isEqualTo(withOther());
    Mounted.program("wimlib-imagex", "verify", target.toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void killedDelete(boolean early) throws Exception {
    image.discard();
    Path target = copy(THREE, "target.wim");
    long size = Files.size(target);
    Path locks = state.resolve("locks");
    String[] delete = {"/Delete-Image", "/ImageFile:" + target, "/Name:Windows 11 Home"};
    start(delete).killWhen(() -> early ? Files.exists(locks) : Files.size(target) != size);
    Mounted.program("wimlib-imagex", "verify", target.toString());
    assertThat(names(target)).isIn(ALL, WITHOUT_HOME);
    if (names(target).equals(ALL)) {
      image.run(delete).assertSuccess();
    }
    assertThat(names(target)).isEqualTo(WITHOUT_HOME);
    Mounted.program("wimlib-imagex", "verify", target.toString());
  }

  @Test
  void killedRepair() throws Exception {
    image.discard();
    String stored =
        image.paths(image.wim()).stream()
            .filter(path -> path.matches("/Windows/WinSxS/.*notepad.*/notepad.exe"))
            .findFirst()
            .orElseThrow();
    Mounted.program(
        "wimlib-imagex", "update", image.wim().toString(), "--command=delete " + stored);
    image.mount();
    start(servicing("/Cleanup-Image", "/RestoreHealth"))
        .killWhen(() -> Files.exists(own.resolve("files/1")));
    image.service("/Cleanup-Image", "/RestoreHealth").assertSuccess();
    image.commit();
    assertThat(image.paths(image.wim())).contains(stored);
    Mounted.program("wimlib-imagex", "verify", image.wim().toString());
  }

  @Test
  void mountSurvivesWhatARestartOfTheHostTakes() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    image
        .service("/Add-Package", "/PackagePath:" + OLDER, "/ScratchDir:" + temporary)
        .assertSuccess();
    start(servicing("/Cleanup-Image", "/StartComponentCleanup"))
        .killWhen(() -> Files.exists(own.resolve("work")));
    try (Stream<Path> locks = Files.walk(state.resolve("locks"))) {
      for (Path lock : locks.filter(Files::isRegularFile).toList()) {
        Files.delete(lock);
      }
    }
    assertThat(temporary).isEmptyDirectory();
    assertThat(image.run("/Get-MountedImageInfo").assertSuccess().text())
        .contains("Mounted Read/Write : Yes\nStatus : Ok\n");
    image.run("/Cleanup-Mountpoints").assertSuccess();
    image.commit();
    assertThat(isUpdated()).isTrue();
  }

  @Test
  void ofTwoThatMountOneImageAtOnce_oneIsRefused() throws Exception {
    image.discard();
    List<StartedProgram> programs = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      Path mount = Files.createDirectories(folder.resolve(name));
      programs.add(
          start("/Mount-Image", "/ImageFile:" + image.wim(), "/Index:1", "/MountDir:" + mount));
    }
    List<Integer> codes = new ArrayList<>();
    for (StartedProgram program : programs) {
      codes.add(program.code());
    }
    assertThat(codes).containsExactlyInAnyOrder(0, ErrorCode.ALREADY_MOUNTED);
  }

  @Test
  void ofTwoCommandsOnOneMount_theSecondIsToldToWait() throws Exception {
    StartedProgram first = start(servicing("/Add-Package", "/PackagePath:" + OLDER));
    first.waitUntil(() -> Files.exists(own.resolve("work")));
    image.service("/Cleanup-Image", "/StartComponentCleanup").assertError(0xc15101fd);
    image.add(OLDER).assertError(0xc15101fd);
    image.run("/Cleanup-Mountpoints").assertSuccess();
    assertThat(first.code()).isZero();
    image.commit();
    assertThat(isUpdated()).isTrue();
  }

  private static List<String> withOther() {
    return Stream.concat(ALL.stream(), Stream.of("Other")).toList();
  }

  /** Whether all these components of a version are in the store, or none of them. */
  private static void assertStored(boolean all, List<String> paths, String revision) {
    for (String name : List.of("ntoskrnl.exe", "win32kfull.sys", "tcpip.sys", "notepad.exe")) {
      String stored = "/Windows/WinSxS/amd64_.*26100\\." + revision + "_.*/" + name;
      assertThat(paths.stream().anyMatch(path -> path.matches(stored)))
          .as(name + " of " + revision)
          .isEqualTo(all);
    }
  }

  private boolean isUpdated() throws Exception {
    return image.paths(image.wim()).stream()
        .anyMatch(path -> path.contains("/Packages/Package_for_RollupFix~"));
  }

  private long taken() {
    try (Stream<Path> files = Files.list(own.resolve("files"))) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  private static List<String> names(Path wim) throws Exception {
    return Mounted.program("wimlib-imagex", "info", wim.toString())
        .lines()
        .filter(line -> line.startsWith("Name: "))
        .map(line -> line.substring("Name: ".length()).strip())
        .toList();
  }

  private StartedProgram start(String... command) throws Exception {
    return StartedProgram.start(state, command);
  }

  private String[] servicing(String... options) {
    return Stream.concat(Stream.of("/Image:" + folder.resolve("mount")), Stream.of(options))
        .toArray(String[]::new);
  }

  private Path copy(Path from, String name) throws IOException {
    Path copy = Files.copy(from, folder.resolve(name));
    assertThat(copy.toFile().setWritable(true)).isTrue();
    return copy;
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(11).nextBytes(bytes);
    return bytes;
  }
}
