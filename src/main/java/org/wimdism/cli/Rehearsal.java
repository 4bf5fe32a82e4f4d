package org.wimdism.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.wimdism.sample.RehearsalData;

/**
 * Does what commands do, so that a Java that archives its classes when it ends has those that the
 * commands need.
 */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * To be run from wimdism's jar.
   *
   * @param args an empty folder for trials
   */
  public static void main(String[] args) throws Exception {
    loadProgram();
    perform(Path.of(args[0]).toAbsolutePath());
  }

  private static void loadProgram() throws Exception {
    URI jar = Rehearsal.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (JarFile program = new JarFile(Path.of(jar).toFile())) {
      program.stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .forEach(Rehearsal::load);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name);
    } catch (ClassNotFoundException | LinkageError e) {
      System.err.println(name + " is not archived: " + e);
    }
  }

  private static void perform(Path folder) throws IOException {
    RehearsalData.write(folder);
    Path wim = folder.resolve("install.wim");
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("WIMDISM_STATE", folder.resolve("state").toString());
    environment.put("WIMDISM_PACKAGES", folder.resolve("packages").toString());
    String image = "/Image:" + mount;
    for (int index = 1; index <= 2; index++) {
      call(environment, "/Get-ImageInfo", "/ImageFile:" + wim);
      call(environment, "/Get-ImageInfo", "/ImageFile:" + wim, "/Index:" + index);
      call(
          environment,
          "/Mount-Image",
          "/ImageFile:" + wim,
          "/Index:" + index,
          "/MountDir:" + mount);
      call(environment, image, "/Get-Packages");
      for (Path update : updates(folder)) {
        call(environment, image, "/Get-PackageInfo", "/PackagePath:" + update);
        call(environment, image, "/Add-Package", "/PackagePath:" + update);
      }
      call(environment, image, "/Get-Packages", "/Format:Table");
      call(environment, image, "/Cleanup-Image", "/StartComponentCleanup", "/ResetBase");
      call(environment, "/Get-MountedImageInfo");
      call(environment, "/Unmount-Image", "/MountDir:" + mount, "/Commit");
    }
    for (int index = 1; index <= 2; index++) {
      call(
          environment,
          "/Export-Image",
          "/SourceImageFile:" + wim,
          "/SourceIndex:" + index,
          "/DestinationImageFile:" + folder.resolve("other.wim"));
    }
  }

  private static List<Path> updates(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("updates"))) {
      return files.filter(file -> file.toString().endsWith(".cab")).sorted().toList();
    }
  }

  private static void call(Map<String, String> environment, String... command) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    if (Main.run(command, environment, nowhere) != Command.SUCCESS) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }
}
