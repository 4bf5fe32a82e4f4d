package org.wimdism.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.sample.SampleData;

/** A copy of the sample image, mounted, for tests that run commands on it. */
final class Mounted {

  static final Path SAMPLES = samples();

  /** What a command printed and returned. */
  record Result(int code, String text) {

    Result assertSuccess() {
      assertThat(code).as(text).isZero();
      return this;
    }

    Result assertError(int expected) {
      assertThat(code).as(text).isEqualTo(expected);
      return this;
    }
  }

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** Mounts a copy of the sample image with one index. */
  Mounted(Path folder) throws IOException {
    this.folder = folder;
    environment.put("WIMDISM_STATE", folder.resolve("state").toString());
    Files.createDirectories(folder.resolve("mount"));
    Files.copy(SAMPLES.resolve("images/one-index.wim"), wim());
    wim().toFile().setWritable(true);
    mount();
  }

  void mount(String... options) {
    List<String> command =
        new ArrayList<>(List.of("/Mount-Image", "/ImageFile:" + wim(), "/Index:1", mountOption()));
    command.addAll(List.of(options));
    run(command.toArray(String[]::new)).assertSuccess();
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  Path wim() {
    return folder.resolve("image.wim");
  }

  Path log() {
    return folder.resolve("state/dism.log");
  }

  static Path update(String name) {
    return SAMPLES.resolve("updates").resolve(name);
  }

  static Path faulty(String name) {
    return SAMPLES.resolve("faulty").resolve(name);
  }

  Result add(Path... packages) {
    List<String> options = new ArrayList<>(List.of("/Add-Package"));
    for (Path file : packages) {
      options.add("/PackagePath:" + file);
    }
    return service(options.toArray(String[]::new));
  }

  /** Runs a command on the mounted image. */
  Result service(String... options) {
    List<String> command = new ArrayList<>(List.of("/Image:" + folder.resolve("mount")));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  Result run(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Main.run(command, environment, stream);
    return new Result(code, out.toString(StandardCharsets.UTF_8));
  }

  void commit() {
    run("/Unmount-Image", mountOption(), "/Commit").assertSuccess();
  }

  void discard() {
    run("/Unmount-Image", mountOption(), "/Discard").assertSuccess();
  }

  /** Every file the mount keeps, with a hash: the same before and after means no change. */
  Map<String, Integer> changes() {
    Map<String, Integer> changes = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder.resolve("mount"))) {
      // What is only written down or unpacked from the image holds no change.
      Path index = folder.resolve("mount/.wimdism/tree");
      Path kept = folder.resolve("mount/.wimdism/kept");
      for (Path file :
          tree.filter(Files::isRegularFile)
              .filter(each -> !each.equals(index) && !each.startsWith(kept))
              .toList()) {
        changes.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
      return changes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of the WIM, as wimlib-imagex lists them. */
  List<String> paths(Path wim) throws Exception {
    return program("wimlib-imagex", "dir", wim.toString(), "1").lines().toList();
  }

  /** A file of the WIM, extracted by wimlib-imagex. */
  Path extract(Path wim, String path) throws Exception {
    Path target = Files.createTempDirectory(folder, "extracted");
    program("wimlib-imagex", "extract", wim.toString(), "1", "/" + path, "--dest-dir=" + target);
    return target.resolve(Path.of(path).getFileName());
  }

  /** A key of a hive of the WIM as text, read by hivexregedit. */
  String key(Path wim, String hive, String key) throws Exception {
    Path file = extract(wim, "Windows/System32/config/" + hive);
    return program("hivexregedit", "--export", "--unsafe-printable-strings", file.toString(), key);
  }

  static String program(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private String mountOption() {
    return "/MountDir:" + folder.resolve("mount");
  }

  /** Made once for all tests; they do not change it. */
  private static Path samples() {
    try {
      ScratchFolder samples = ScratchFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
      Runtime.getRuntime().addShutdownHook(new Thread(samples::close));
      SampleData.write(samples.path());
      return samples.path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
