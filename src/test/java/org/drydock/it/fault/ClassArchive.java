package org.drydock.it.fault;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * The server's classes, ready to map: starts take half the processor time. Costs two starts to
 * make, and holds the classes of jars only.
 */
final class ClassArchive {

  private static final Path FOLDER = Path.of("target", "fault-server");
  private static final Path ARCHIVE =
      FOLDER.resolve("classes-" + Integer.toHexString(jars().hashCode()) + ".jsa");

  private ClassArchive() {}

  /** What a server's Java is told about classes, whether there is an archive or not. */
  static List<String> options() {
    List<String> options = new ArrayList<>();
    if (Files.exists(ARCHIVE)) {
      options.add("-XX:SharedArchiveFile=" + ARCHIVE.toAbsolutePath());
      options.add("-Xlog:cds*=off"); // of changed jars it is not used
    }
    options.add("-cp");
    options.add(jars() + File.pathSeparator + folders());
    return options;
  }

  /** Without it everything works, only slower. */
  static void make() {
    if (Files.exists(ARCHIVE)) {
      return;
    }
    try {
      Files.createDirectories(FOLDER);
      Path list = FOLDER.resolve("classes.txt");
      Path data = Files.createTempDirectory("drydock-classes");
      List<String> trial = new ArrayList<>(java("-XX:DumpLoadedClassList=" + list));
      trial.add("-Dspring.context.exit=onRefresh");
      trial.addAll(options());
      trial.addAll(
          List.of(GatedServer.class.getName(), "--server.port=0", "--drydock.data=" + data));
      perform(trial);
      List<String> dump = new ArrayList<>(java("-Xshare:dump"));
      dump.addAll(
          List.of(
              "-XX:SharedClassListFile=" + list,
              "-XX:SharedArchiveFile=" + ARCHIVE,
              "-cp",
              jars()));
      perform(dump);
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has to begin with the same garbage collector as the server that uses the archive. */
  private static List<String> java(String option) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        option);
  }

  private static void perform(List<String> command) throws IOException {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(FOLDER.resolve("messages.txt").toFile())
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String jars() {
    return classPath(true);
  }

  private static String folders() {
    return classPath(false);
  }

  private static String classPath(boolean jars) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") == jars)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
