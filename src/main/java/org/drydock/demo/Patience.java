package org.drydock.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks again and again until there is an answer, the server has ended, or it takes too long. */
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final long serverProcess;

  Patience(long serverProcess) {
    this.serverProcess = serverProcess;
  }

  <T> T until(String what, Duration longest, Supplier<Optional<T>> question) {
    Instant end = Instant.now().plus(longest);
    while (Instant.now().isBefore(end)) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (ProcessHandle.of(serverProcess).filter(ProcessHandle::isAlive).isEmpty()) {
        throw new DemoFailedException("The server ended while the demo waited for " + what + ".");
      }
      pause();
    }
    throw new DemoFailedException(
        "The demo waited " + longest.toMinutes() + " minutes for " + what + ".");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("The demonstration was interrupted.", e);
    }
  }
}
