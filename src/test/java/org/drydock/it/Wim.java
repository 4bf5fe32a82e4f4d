package org.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** A WIM file as wimlib-imagex and hivexget see it. */
public record Wim(Path file) {

  private static final String CURRENT_VERSION = "\\Microsoft\\Windows NT\\CurrentVersion";

  public static Wim at(String file) {
    return new Wim(Path.of(file));
  }

  /** Every byte of it is read and compared with its hash. */
  public Wim isSound() {
    assertThat(Programs.output("wimlib-imagex", "verify", "--nocheck", file.toString()))
        .contains("was successfully verified");
    return this;
  }

  public long size() {
    return file.toFile().length();
  }

  /** {@code Service Pack Build} in the WIM's XML. */
  int revisionInXml(int index) {
    return Programs.output("wimlib-imagex", "info", file.toString(), Integer.toString(index))
        .lines()
        .filter(line -> line.startsWith("Service Pack Build:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow();
  }

  /** The build revision in the registry. */
  int revisionInRegistry(int index) {
    return (int) Long.parseLong(registry(index, "SOFTWARE", CURRENT_VERSION, "UBR"));
  }

  String registry(int index, String hive, String key, String value) {
    Path folder = temporaryFolder();
    try {
      String path = "/Windows/System32/config/" + hive;
      Programs.output(
          "wimlib-imagex",
          "extract",
          file.toString(),
          Integer.toString(index),
          path,
          "--dest-dir=" + folder);
      String text =
          Programs.output("hivexget", folder.resolve(hive).toString(), key, value).strip();
      return text.startsWith("dword:")
          ? Long.toString(Long.parseLong(text.substring("dword:".length()), 16))
          : text;
    } finally {
      remove(folder);
    }
  }

  /** All paths of an image, below a folder. */
  List<String> paths(int index, String folder) {
    return Programs.output(
            "wimlib-imagex", "dir", file.toString(), Integer.toString(index), "--path=" + folder)
        .lines()
        .toList();
  }

  /** What is known about the file at a path, but for where in the WIM it lies. */
  List<String> details(int index, String path) {
    return Programs.output(
            "wimlib-imagex",
            "dir",
            file.toString(),
            Integer.toString(index),
            "--detailed",
            "--path=" + path)
        .lines()
        .filter(line -> !line.startsWith("Offset in WIM") && !line.startsWith("Link Group ID"))
        .toList();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("wim");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
