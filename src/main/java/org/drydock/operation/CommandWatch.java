package org.drydock.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.drydock.host.CommandState;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.drydock.operation.CommandOutput.Part;

/** Watches one command, from its start or from finding it again, to its end. */
final class CommandWatch {

  /** Between two looks at the output; the command's end is noticed at once. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** How long an ended process tree may take to end by itself before it is forced. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final LocalHost host;
  private final long began = System.nanoTime();
  private final Path folder;
  private final Supplier<Command> command;
  private final Duration timeout;
  private final Function<String, OptionalDouble> progress;
  private final OperationReports reports;
  private final CommandOutput output;
  private boolean terminated;
  private boolean timedOut;

  CommandWatch(
      LocalHost host,
      Path folder,
      Operation operation,
      Supplier<Command> command,
      Duration timeout,
      Function<String, OptionalDouble> progress,
      OperationReports reports) {
    this.host = host;
    this.folder = folder;
    this.command = command;
    this.timeout = timeout;
    this.progress = progress;
    this.reports = reports;
    this.output = new CommandOutput(folder.resolve("stdout"), operation.outputRead());
  }

  /**
   * @return empty when the server stops before the command ends
   * @throws HostException when the host cannot execute the command
   */
  Optional<CommandResult> untilEnd(OperationWork work) throws InterruptedException {
    if (!work.cancelled() && host.state(folder) instanceof CommandState.Unclaimed) {
      Command wanted = command.get();
      host.start(folder, wanted.argv(), wanted.environment());
    }
    reports.started(folder);
    CompletableFuture<CommandState> end = host.whenEnded(folder);
    while (!ended(end)) {
      if (work.left()) {
        return Optional.empty();
      }
      publish(output.lines());
      endIfNeeded(work);
    }
    for (Part part = output.lastLines(); !part.isEmpty(); part = output.lastLines()) {
      if (!publish(part) && !work.pause(LOOK)) {
        return Optional.empty();
      }
    }
    return Optional.of(result(work.operationId(), end.join()));
  }

  private static boolean ended(CompletableFuture<CommandState> end) throws InterruptedException {
    try {
      end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new HostException("The command was lost: " + e.getCause(), e.getCause());
    }
  }

  private void endIfNeeded(OperationWork work) {
    if (terminated) {
      return;
    }
    timedOut = age().compareTo(timeout) > 0;
    if (timedOut || work.cancelled()) {
      terminated = true;
      host.terminate(folder, GRACE);
    }
  }

  /** Told by clocks that nobody sets: the host's since its boot, and this server's own. */
  private Duration age() {
    Duration watched = Duration.ofNanos(System.nanoTime() - began);
    Duration alive = host.age(folder);
    return alive.compareTo(watched) > 0 ? alive : watched;
  }

  /**
   * @return false when the part has to be tried again
   */
  private boolean publish(Part part) {
    if (part.isEmpty()) {
      return true;
    }
    long position = reports.output(part);
    output.goOnAt(position);
    if (position == part.start()) {
      return false;
    }
    part.text()
        .lines()
        .map(progress)
        .flatMapToDouble(OptionalDouble::stream)
        .forEach(reports::progress);
    return true;
  }

  private CommandResult result(String operationId, CommandState end) {
    int exitCode = end instanceof CommandState.Finished finished ? finished.exitCode() : -1;
    boolean killed = end instanceof CommandState.Killed;
    return new CommandResult(operationId, exitCode, killed, timedOut, output.everything(), folder);
  }
}
