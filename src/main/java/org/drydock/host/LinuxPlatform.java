package org.drydock.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detached commands on Linux: a small shell in a session of its own, found again through /proc.
 *
 * <p>What belongs to a command is told by two marks: the session of its wrapper, as long as the
 * wrapper lives, and the environment, which also outlives the wrapper.
 */
final class LinuxPlatform implements Platform {

  /** USER_HZ, in which /proc counts times: 100 on every Linux (proc(5)). */
  private static final double TICKS_PER_SECOND = 100;

  private final String script = Script.read("/host/detached.sh");

  @Override
  public List<String> wrap(Path folder, List<String> command) {
    List<String> wrapped =
        new ArrayList<>(
            List.of("setsid", "sh", "-c", script, "drydock-command", folder.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  @Override
  public boolean restartedSince(Claim claim) {
    try {
      return !Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
          .trim()
          .equals(claim.boot());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot tell the boot of this host.", e);
    }
  }

  @Override
  public Duration age(Claim claim) {
    try {
      String uptime = Files.readString(Path.of("/proc/uptime")).split(" ")[0];
      double started = Double.parseDouble(claim.started()) / TICKS_PER_SECOND;
      double seconds = Double.parseDouble(uptime) - started;
      return Duration.ofMillis(Math.max(0, Math.round(1000 * seconds)));
    } catch (IOException | NumberFormatException e) {
      return Duration.ZERO; // the server's own clock has to do
    }
  }

  @Override
  public boolean wrapperAlive(Claim claim) {
    return ProcStat.of(claim.pid())
        .filter(ProcStat::alive)
        .filter(stat -> stat.startTime().equals(claim.started()))
        .isPresent();
  }

  @Override
  public Stream<ProcessHandle> family(Path folder, Claim claim, String mark) {
    boolean sessionIsOurs = wrapperAlive(claim);
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                ProcStat.of(process.pid())
                    .filter(ProcStat::alive)
                    .filter(
                        stat ->
                            (sessionIsOurs && stat.session() == claim.pid())
                                || hasMark(process.pid(), mark))
                    .isPresent());
  }

  @Override
  public Stream<ProcessHandle> marked(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> hasMark(process.pid(), mark))
        .filter(process -> ProcStat.of(process.pid()).filter(ProcStat::alive).isPresent());
  }

  @Override
  public Stream<Path> commandFolders() {
    return ProcessHandle.allProcesses()
        .filter(process -> ProcStat.of(process.pid()).filter(ProcStat::alive).isPresent())
        .flatMap(process -> variable(process.pid(), LocalHost.FOLDER).stream())
        .map(Path::of)
        .distinct();
  }

  private static boolean hasMark(long pid, String mark) {
    return variable(pid, LocalHost.MARK).filter(mark::equals).isPresent();
  }

  /** A value among the zero-terminated strings {@code NAME=value} of a process's environment. */
  private static Optional<String> variable(long pid, String name) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
    } catch (IOException e) {
      return Optional.empty(); // ended meanwhile, or another user's: not one of ours
    }
    String environment = "\0" + new String(bytes, StandardCharsets.UTF_8);
    int start = environment.indexOf("\0" + name + "=");
    if (start < 0) {
      return Optional.empty();
    }
    int value = start + name.length() + 2;
    int end = environment.indexOf('\0', value);
    return Optional.of(environment.substring(value, end < 0 ? environment.length() : end));
  }
}
