package org.drydock.dism;

import com.sun.jna.Native;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.system.ApplicationHome;

/** The wimdism that comes with the server: a second program, started in a Java of its own. */
final class BundledWimdism {

  private static final String JAR = "wimdism-program.jar";

  /** The classes of the program as Java maps them into memory; the launcher makes it. */
  private static final String ARCHIVE = "wimdism.jsa";

  /** For a program that lives for a second: a small collector, no performance counters file. */
  private static final List<String> FAST_START =
      List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  /** The second compiler for hashing alone: all other work is over before it pays. */
  private static final List<String> LATE_SECOND_COMPILER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=20000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=1000000");

  private static final List<String> ENCODING =
      List.of("-Dfile.encoding=UTF-8", "-Djna.encoding=UTF-8");

  /**
   * @param brief whether the call only reads little. The quick compiler alone then saves a quarter
   *     of the time; for the hashing of payload it would be five times slower.
   */
  List<String> command(boolean brief) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(FAST_START);
    if (brief) {
      command.add("-XX:TieredStopAtLevel=1");
    } else {
      command.addAll(LATE_SECOND_COMPILER);
    }
    command.addAll(ENCODING);
    command.addAll(program());
    return command;
  }

  /** The server runs from a jar, or from a folder of classes (tests, development). */
  private List<String> program() {
    URL server = location(BundledWimdism.class);
    if (server.getProtocol().equals("file") && server.getPath().endsWith("/")) {
      return List.of(
          "--enable-native-access=ALL-UNNAMED", // in the jar its manifest says it
          "-cp",
          path(server) + File.pathSeparator + path(location(Native.class)),
          "org.wimdism.cli.Main");
    }
    Path jar = new ApplicationHome(BundledWimdism.class).getDir().toPath().resolve(JAR);
    if (!Files.isRegularFile(jar)) {
      throw DismProgram.missing(
          "the bundled wimdism is not at " + jar,
          "Put "
              + JAR
              + " and its lib folder beside the server's jar, or set drydock.dism.command to a"
              + " program that talks like DISM.");
    }
    Path archive = jar.resolveSibling(ARCHIVE);
    return Files.isRegularFile(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-jar", jar.toString())
        : List.of("-jar", jar.toString());
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static Path path(URL file) {
    try {
      return Path.of(file.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot tell where " + file + " is.", e);
    }
  }
}
