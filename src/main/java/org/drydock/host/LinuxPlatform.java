package org.drydock.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Detached commands on Linux: a small shell in a session of its own, found again through /proc.
 *
 * <p>What belongs to a command is told by two marks: the session of its wrapper, as long as the
 * wrapper lives, and the environment, which also outlives the wrapper.
 */
final class LinuxPlatform implements Platform {

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
  public boolean wrapperAlive(Claim claim) {
    return ProcStat.of(claim.pid())
        .filter(ProcStat::alive)
        .filter(stat -> stat.startTime().equals(claim.started()))
        .isPresent();
  }

  @Override
  public Stream<ProcessHandle> family(Path folder, Claim claim, String mark) {
    boolean sessionIsOurs = wrapperAlive(claim);
    byte[] variable = (LocalHost.MARK + "=" + mark).getBytes(StandardCharsets.US_ASCII);
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                ProcStat.of(process.pid())
                    .filter(ProcStat::alive)
                    .filter(
                        stat ->
                            (sessionIsOurs && stat.session() == claim.pid())
                                || hasVariable(process.pid(), variable))
                    .isPresent());
  }

  /** Looks for {@code NAME=value} among the zero-terminated strings of a process's environment. */
  private static boolean hasVariable(long pid, byte[] variable) {
    byte[] environment;
    try {
      environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
    } catch (IOException e) {
      return false; // ended meanwhile, or another user's: not one of ours
    }
    int start = 0;
    for (int end = 0; end < environment.length; end++) {
      if (environment[end] == 0) {
        if (Arrays.equals(environment, start, end, variable, 0, variable.length)) {
          return true;
        }
        start = end + 1;
      }
    }
    return false;
  }
}
