package org.drydock.host;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The end of one command: every process of it is asked once, and forced after the grace. */
final class Termination {

  /** Between two looks: a process may have started another one meanwhile. */
  static final Duration PAUSE = Duration.ofMillis(100);

  private final Supplier<Stream<ProcessHandle>> family;
  private final long deadline;
  private final Set<ProcessHandle> asked = new HashSet<>();

  Termination(Supplier<Stream<ProcessHandle>> family, Duration grace) {
    this.family = family;
    this.deadline = System.nanoTime() + grace.toNanos();
  }

  /** Returns whether nothing of the command is left. */
  boolean pursue() {
    List<ProcessHandle> alive = family.get().toList();
    boolean force = System.nanoTime() - deadline >= 0;
    for (ProcessHandle process : alive) {
      if (force) {
        process.destroyForcibly();
      } else if (asked.add(process)) {
        process.destroy();
      }
    }
    return alive.isEmpty();
  }
}
