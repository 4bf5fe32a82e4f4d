package org.drydock.dism;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.drydock.host.CommandState;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.springframework.util.FileSystemUtils;

/** One execution of DISM that its caller waits for. */
final class Attempt {

  /** How soon a cancel is seen. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final LocalHost host;

  Attempt(LocalHost host) {
    this.host = host;
  }

  /** The command's own folder lies in the session's scratch folder and is removed afterwards. */
  Outcome execute(
      List<String> command,
      Map<String, String> environment,
      DismSession session,
      Duration timeout,
      BooleanSupplier cancelled) {
    Path folder = session.scratch().resolve("call-" + UUID.randomUUID());
    long start = System.nanoTime();
    host.start(folder, command, environment);
    try {
      CompletableFuture<CommandState> end = host.whenEnded(folder);
      while (!ended(end)) {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          stop(folder, end);
          throw new CancellationException("DISM was stopped because its caller was cancelled.");
        }
        if (System.nanoTime() - start > timeout.toNanos()) {
          stop(folder, end);
          throw DismException.observed(
              DismCode.ERROR_TIMEOUT, "stopped after " + timeout, session.log());
        }
      }
      return end.join() instanceof CommandState.Finished finished
          ? Outcome.in(folder, finished.exitCode(), false)
          : Outcome.in(folder, 0, true);
    } finally {
      remove(folder);
    }
  }

  /** Leaves scratch files rather than hide why a call failed. */
  static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }

  private static boolean ended(CompletableFuture<CommandState> end) {
    try {
      end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new HostException(e.getCause().getMessage(), e.getCause());
    }
  }

  private void stop(Path folder, CompletableFuture<CommandState> end) {
    boolean interrupted = Thread.interrupted();
    host.terminate(folder, GRACE);
    end.join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
