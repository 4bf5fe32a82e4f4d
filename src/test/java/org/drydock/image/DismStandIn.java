package org.drydock.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program that talks like DISM, remembers what it was asked, and fails when told to. */
final class DismStandIn {

  private static final String PROGRAM = "/image/dism-stand-in.sh";

  private final Path folder;

  DismStandIn(Path folder) {
    this.folder = folder;
  }

  /** Writes the program into the folder that it keeps its state in. */
  static Path program(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("mounts"));
    Path program = folder.resolve("dism.sh");
    try (var text = DismStandIn.class.getResourceAsStream(PROGRAM)) {
      Files.write(program, text.readAllBytes());
    }
    return program;
  }

  /** The commands so far, each with its arguments, without those that every command has. */
  List<String> asked() throws IOException {
    try {
      return Files.readAllLines(folder.resolve("asked"));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  List<Path> mounts() throws IOException {
    try (var mounts = Files.list(folder.resolve("mounts"))) {
      return mounts.toList();
    }
  }

  /** From now on this command fails, for example {@code Get-Packages}. */
  void failAt(String command) throws IOException {
    Files.writeString(folder.resolve("fail-" + command), "");
  }

  /** From now on this command does not end by itself. */
  void hangAt(String command) throws IOException {
    Files.writeString(folder.resolve("hang-" + command), "");
  }

  void mount(Path wim, Path mountDir) throws IOException {
    Files.createDirectories(mountDir);
    Files.writeString(
        folder.resolve("mounts").resolve(mountDir.getFileName()),
        mountDir + "\n" + wim + "\n",
        StandardOpenOption.CREATE_NEW);
  }

  void reset() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals("dism.sh")) {
          Files.delete(file);
        }
      }
    }
    for (Path mount : mounts()) {
      Files.delete(mount);
    }
  }
}
