package org.drydock.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that carry a mark in their environment, seen through /proc: also those that left
 * their parents, as DISM commands and file systems in user space do.
 *
 * <p>The kernel adds what a process wrote to its parent's sum when the parent waits for it. So the
 * sum of a group is what this process waited for, and what those have whose parents did not wait.
 */
final class ProcessGroup {

  /** The name of the mark. */
  static final String MARK = "BENCHMARK_GROUP";

  private static final int LOOKS_AT_A_STRANGER = 10;

  private static final Path SELF = Path.of("/proc/self");

  private record Member(long parent, long written) {}

  private final String mark;
  private final Map<Long, Integer> strangers = new HashMap<>();
  private final Map<Long, Member> members = new HashMap<>();
  private final Map<Long, Long> before = new HashMap<>();
  private long waitedForBefore;

  ProcessGroup(String mark) {
    this.mark = mark;
  }

  /** Bytes written before now do not count. */
  void begin() {
    look();
    members.forEach((id, member) -> before.put(id, member.written()));
    waitedForBefore = writtenBy(SELF);
  }

  /** Looks at all processes; returns what those of the group have in memory, in bytes. */
  long look() {
    long memory = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        memory += look(process);
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: the benchmark needs Linux", e);
    }
    return memory;
  }

  /** Bytes written since {@link #begin}, as far as was seen. */
  long written() {
    long own = ProcessHandle.current().pid();
    long written = writtenBy(SELF) - waitedForBefore;
    for (Map.Entry<Long, Member> each : members.entrySet()) {
      long parent = each.getValue().parent();
      boolean waitedFor =
          parent == own && ProcessHandle.of(each.getKey()).filter(ProcessHandle::isAlive).isEmpty();
      if (!members.containsKey(parent) && !waitedFor) {
        written += each.getValue().written() - before.getOrDefault(each.getKey(), 0L);
      }
    }
    return written;
  }

  private static long writtenBy(Path process) {
    return read(process.resolve("io")).map(io -> number(io, "\nwrite_bytes:")).orElse(0L);
  }

  private long look(Path process) {
    long id = Long.parseLong(process.getFileName().toString());
    if (!members.containsKey(id) && !isMember(id, process)) {
      return 0;
    }
    Optional<String> status = read(process.resolve("status"));
    long written = writtenBy(process);
    if (status.isEmpty()) {
      return 0; // it has ended
    }
    Member last = members.get(id);
    long highest = last == null ? written : Math.max(written, last.written());
    members.put(id, new Member(number(status.get(), "\nPPid:"), highest));
    return number(status.get(), "\nVmRSS:") * 1024;
  }

  /** A process that was just started still has its parent's environment, so it is asked again. */
  private boolean isMember(long id, Path process) {
    int asked = strangers.getOrDefault(id, 0);
    if (asked == LOOKS_AT_A_STRANGER) {
      return false;
    }
    strangers.put(id, asked + 1);
    return isMarked(process);
  }

  private boolean isMarked(Path process) {
    return read(process.resolve("environ"))
        .filter(environment -> ("\0" + environment).contains("\0" + MARK + "=" + mark + "\0"))
        .isPresent();
  }

  private static long number(String text, String name) {
    int at = text.indexOf(name);
    if (at < 0) {
      return 0; // a process that has ended and was not waited for yet has no memory
    }
    String rest = text.substring(at + name.length()).stripLeading();
    int end = 0;
    while (end < rest.length() && Character.isDigit(rest.charAt(end))) {
      end++;
    }
    return Long.parseLong(rest.substring(0, end));
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty(); // it has ended, or is another user's
    }
  }
}
