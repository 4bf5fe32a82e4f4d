package org.drydock.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of /proc/PID/stat that tells processes apart (proc(5)).
 *
 * @param state R, S, D, Z, ...
 * @param session the process id of the session's first process
 * @param startTime in clock ticks since the boot
 */
record ProcStat(char state, long session, String startTime) {

  static Optional<ProcStat> of(long pid) {
    String stat;
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
      stat = new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty(); // no such process
    }
    // The name in parentheses may itself hold blanks and parentheses; the fields after it do not.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Optional.of(new ProcStat(fields[0].charAt(0), Long.parseLong(fields[3]), fields[19]));
  }

  /** A zombie has ended and only waits for its parent. */
  boolean alive() {
    return state != 'Z' && state != 'X';
  }
}
