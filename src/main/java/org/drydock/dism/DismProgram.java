package org.drydock.dism;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.drydock.site.DrydockProperties;
import org.springframework.stereotype.Component;

/** The program that is called: the configured one, else Dism.exe on Windows, else wimdism. */
@Component
class DismProgram {

  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private final List<String> configured;
  private final BundledWimdism wimdism = new BundledWimdism();

  DismProgram(DrydockProperties properties) {
    List<String> command = properties.dism().command();
    this.configured = command.isEmpty() && WINDOWS ? List.of("Dism.exe") : command;
  }

  /** Whether it is our own wimdism, which prints a last line that tells its end from a kill. */
  boolean bundled() {
    return configured.isEmpty();
  }

  /**
   * The program and its first arguments, checked to be there.
   *
   * @param brief whether the call only reads little
   */
  List<String> command(boolean brief) {
    if (bundled()) {
      return wimdism.command(brief);
    }
    List<String> command = new ArrayList<>(configured);
    command.set(0, existing(command.get(0)));
    return command;
  }

  /** Absolute, since commands are executed in folders of their own. */
  private static String existing(String program) {
    boolean isPath = program.contains("/") || program.contains(File.separator);
    Stream<Path> candidates =
        isPath
            ? Stream.of(Path.of(program).toAbsolutePath())
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program));
    return candidates
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file -> isPath ? file.toString() : program)
        .orElseThrow(
            () ->
                missing(
                    isPath
                        ? "the program " + program + " does not exist or is not executable"
                        : "the program " + program + " is in no folder of PATH",
                    "Install it, or set drydock.dism.command to the program that is to be called."));
  }

  static DismException missing(String what, String remedy) {
    DismCode code = DismCode.ERROR_FILE_NOT_FOUND;
    return new DismException(
        code.code(), code.name(), "", "the DISM program is missing: " + what, remedy, null);
  }
}
