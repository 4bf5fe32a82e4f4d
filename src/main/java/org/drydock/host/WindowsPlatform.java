package org.drydock.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Detached commands on Windows: a PowerShell that claims the folder and then starts the command.
 *
 * <p><b>Written from documentation, not run by the project's tests, which run on Linux.</b> Known
 * limits: a command whose wrapper is killed between starting it and writing its process id is taken
 * for killed; a Ctrl+C in the server's console reaches the command, so run the server as a service.
 */
final class WindowsPlatform implements Platform {

  private final String script = Script.read("/host/detached.ps1");

  @Override
  public List<String> wrap(Path folder, List<String> command) {
    String arguments =
        command.stream().skip(1).map(WindowsPlatform::quoted).collect(Collectors.joining(" "));
    String text =
        assignment("folder", folder.toString())
            + assignment("program", command.get(0))
            + assignment("arguments", arguments)
            + script;
    // -EncodedCommand takes UTF-16 in base64 and so needs no quoting of its own.
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE));
    return List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded);
  }

  /** Start times are absolute on Windows and so tell the boots apart as well. */
  @Override
  public boolean restartedSince(Claim claim) {
    return false;
  }

  @Override
  public Duration age(Claim claim) {
    return Duration.ZERO; // start times are told by the clock that people set
  }

  @Override
  public boolean wrapperAlive(Claim claim) {
    return process(claim).isPresent();
  }

  @Override
  public Stream<ProcessHandle> family(Path folder, Claim claim, String mark) {
    return Stream.concat(
            process(claim).stream(),
            Claim.read(folder, "command").flatMap(WindowsPlatform::process).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .distinct();
  }

  /** Windows tells nobody the environment of another process. */
  @Override
  public Stream<ProcessHandle> marked(String mark) {
    return Stream.empty();
  }

  @Override
  public Stream<Path> commandFolders() {
    return Stream.empty();
  }

  private static Optional<ProcessHandle> process(Claim claim) {
    return ProcessHandle.of(claim.pid())
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(started -> claim.started().equals(Long.toString(started.toEpochMilli())))
                    .orElse(false));
  }

  private static String assignment(String name, String value) {
    return "$" + name + " = '" + value.replace("'", "''") + "'\n";
  }

  /**
   * One argument as CommandLineToArgvW reads it: backslashes count only before a quotation mark.
   */
  static String quoted(String argument) {
    if (!argument.isEmpty() && argument.chars().noneMatch(c -> c == ' ' || c == '\t' || c == '"')) {
      return argument;
    }
    return '"'
        + argument.replaceAll("(\\\\*)\"", "$1$1\\\\\"").replaceAll("(\\\\+)$", "$1$1")
        + '"';
  }
}
