package org.drydock.it.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/**
 * Holds up a step of a server in another JVM: the server waits there as long as the file exists.
 *
 * @param file its neighbour with {@code .reached} at the end tells that a step waits
 */
record StepGate(Path file) {

  private static final Duration LONGEST_WAY = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Before the step's work begins. */
  static StepGate atStart(Path data, String activityId) {
    return new StepGate(data.resolve("step-gates").resolve(activityId + ".started"));
  }

  /** Where the step's work first tells how far it is. */
  static StepGate inTheMiddle(Path data, String activityId) {
    return new StepGate(data.resolve("step-gates").resolve(activityId + ".progress"));
  }

  /** Opens all, and takes away the disks that were said to be full. */
  static void removeAll(Path data) {
    try {
      FileSystemUtils.deleteRecursively(data.resolve("step-gates"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  StepGate close() {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(reached());
      Files.createFile(file);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitStep() {
    await("a step at " + file)
        .atMost(LONGEST_WAY)
        .pollInterval(LOOK)
        .until(() -> Files.exists(reached()));
  }

  void open() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the step fail as on a full disk, now and when it is tried again. */
  void failAsOnFullDisk() {
    try {
      Files.createFile(full());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open();
  }

  /** On the server's side: returns when the gate is open. */
  void pass() {
    if (Files.exists(file)) {
      try {
        Files.createFile(reached());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      await().forever().pollInterval(LOOK).until(() -> !Files.exists(file));
    }
    if (Files.exists(full())) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
  }

  private Path full() {
    return file.resolveSibling(file.getFileName() + ".full");
  }

  private Path reached() {
    return file.resolveSibling(file.getFileName() + ".reached");
  }
}
