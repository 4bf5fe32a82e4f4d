package org.drydock.dism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.drydock.host.CommandState;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.springframework.util.FileSystemUtils;

/** One execution of DISM that its caller waits for. */
final class Attempt {

  /** How soon a cancel is seen. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What the names of the calls' folders begin with. */
  private static final String CALL = "call-";

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
    Path folder = session.scratch().resolve(CALL + UUID.randomUUID());
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

  /** Ends the calls whose caller is gone, after so long. */
  void endLeft(Path scratch, Duration patience) {
    if (!Files.isDirectory(scratch)) {
      return;
    }
    long start = System.nanoTime();
    for (Path folder : calls(scratch)) {
      CommandState state = host.state(folder);
      if (state instanceof CommandState.Running) {
        CompletableFuture<CommandState> end = host.whenEnded(folder);
        while (System.nanoTime() - start < patience.toNanos() && !ended(end)) {}
        if (!end.isDone()) {
          stop(folder, end);
        }
      } else if (!state.ended()) {
        host.terminate(folder, GRACE); // its wrapper may still be on its way
      }
      remove(folder);
    }
  }

  private static List<Path> calls(Path scratch) {
    try (Stream<Path> entries = Files.list(scratch)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith(CALL)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + scratch, e);
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
