package org.drydock.host;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The host the server itself runs on: starts commands that go on without the server.
 *
 * <p>A command's folder is the whole truth about it: {@code claim} (made once, before the command
 * is executed), {@code stdout}, {@code stderr} and {@code exit}. A server that was started again
 * finds a command there as it was left. No command is ever executed twice in one folder.
 */
@Component
public class LocalHost {

  /** The environment variable that names the operation in every process that belongs to it. */
  static final String MARK = "DRYDOCK_OPERATION";

  private static final Duration POLL = Duration.ofMillis(250);

  private final String name;
  private final Platform platform = Platform.current();
  private final Map<Path, CompletableFuture<CommandState>> watched = new ConcurrentHashMap<>();
  private final Map<Path, Termination> terminations = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LocalHost::thread);
  private final ExecutorService notices = Executors.newCachedThreadPool(LocalHost::thread);

  @Autowired
  public LocalHost(DrydockProperties properties) {
    this(properties.node().name());
  }

  public LocalHost(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /**
   * Starts a command that outlives the server, in a folder of its own. Starting the same folder
   * again, by this server or another, executes nothing.
   *
   * @param environment added to the server's own; the server's settings are not passed on, because
   *     they hold passwords
   * @throws HostException when the folder cannot be made or the host refuses a new process
   */
  public void start(Path folder, List<String> command, Map<String, String> environment) {
    Path place = normal(folder);
    try {
      Files.createDirectories(place);
    } catch (IOException e) {
      throw new HostException(
          "Cannot create the folder "
              + place
              + " for a command's output ("
              + e
              + "). Give the server write access there.",
          e);
    }
    ProcessBuilder builder = new ProcessBuilder(platform.wrap(place, command));
    builder.directory(place.toFile());
    builder.redirectInput(Redirect.PIPE).redirectOutput(Redirect.DISCARD);
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.startsWith("DRYDOCK_") || key.startsWith("SPRING_"));
    builder.environment().putAll(environment);
    builder.environment().put(MARK, mark(place));
    CompletableFuture<CommandState> end =
        watched.compute(
            place,
            (key, known) -> known == null || known.isDone() ? new CompletableFuture<>() : known);
    try {
      Process wrapper = builder.start();
      wrapper.getOutputStream().close();
      wrapper.onExit().thenAcceptAsync(ended -> wrapperEnded(place, ended, end), notices);
    } catch (IOException e) {
      watched.remove(place, end);
      throw new HostException(
          "Cannot start a process for the command " + command + " on " + name + ": " + e, e);
    }
  }

  /** How far the command in this folder is. */
  public CommandState state(Path folder) {
    Path place = normal(folder);
    Optional<Claim> claim = Claim.read(place);
    if (claim.isEmpty()) {
      return new CommandState.Unclaimed();
    }
    return finished(place)
        .or(() -> running(place, claim.get()))
        // It may have ended while we looked for its processes.
        .or(() -> finished(place))
        .orElseGet(CommandState.Killed::new);
  }

  /**
   * The command's end: at once for a command that this server started, within a quarter of a second
   * for one that it found. Fails with a {@link HostException} where the host could not execute the
   * command at all. Is not completed when the server stops before the command ends.
   */
  public CompletableFuture<CommandState> whenEnded(Path folder) {
    return watched
        .computeIfAbsent(
            normal(folder),
            place -> {
              CompletableFuture<CommandState> end = new CompletableFuture<>();
              poll(place, end, Duration.ZERO);
              return end;
            })
        .copy();
  }

  /**
   * Ends a command and everything it started: asks first, forces after the grace. Returns at once;
   * a command that nobody has claimed yet will never be executed. Harmless when it has ended.
   */
  public void terminate(Path folder, Duration grace) {
    Path place = normal(folder);
    if (Claim.read(place).isEmpty()) {
      Claim.callOff(place);
    }
    Claim claim = Claim.read(place).orElseThrow();
    if (claim.calledOff() || platform.restartedSince(claim)) {
      return;
    }
    terminations.computeIfAbsent(
        place,
        key -> {
          Termination termination =
              new Termination(() -> platform.family(place, claim, mark(place)), grace);
          pursue(place, termination);
          return termination;
        });
  }

  /** Bytes usable on the file system of this path, or of its nearest parent that exists. */
  public long freeSpace(Path path) {
    Path existing = normal(path);
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw new HostException("Cannot tell the free space of " + existing + ": " + e, e);
    }
  }

  /** Stops watching. Commands go on; the next server finds them. */
  @PreDestroy
  void close() {
    clock.shutdownNow();
    notices.shutdown();
  }

  private Optional<CommandState> running(Path folder, Claim claim) {
    if (claim.calledOff() || platform.restartedSince(claim)) {
      return Optional.empty();
    }
    if (platform.wrapperAlive(claim)) {
      return Optional.of(new CommandState.Running(claim.pid()));
    }
    return platform
        .family(folder, claim, mark(folder))
        .findAny()
        .map(process -> new CommandState.Running(process.pid()));
  }

  private static Optional<CommandState> finished(Path folder) {
    try {
      String code = Files.readString(folder.resolve("exit")).trim();
      return Optional.of(new CommandState.Finished(Integer.parseInt(code)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // the host went down before the number reached the disk
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the exit code in " + folder, e);
    }
  }

  private void wrapperEnded(Path folder, Process wrapper, CompletableFuture<CommandState> end) {
    if (state(folder) instanceof CommandState.Unclaimed) {
      end.completeExceptionally(
          new HostException(
              "The command in "
                  + folder
                  + " was not started: "
                  + complaint(wrapper)
                  + " Is the file system full or read-only?"));
    } else {
      poll(folder, end, Duration.ZERO);
    }
  }

  private static String complaint(Process wrapper) {
    try {
      String text = new String(wrapper.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.isBlank() ? "its shell ended with " + wrapper.exitValue() + "." : text.trim();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void poll(Path folder, CompletableFuture<CommandState> end, Duration delay) {
    later(
        delay,
        () -> {
          CommandState state;
          try {
            state = state(folder);
          } catch (RuntimeException e) {
            end.completeExceptionally(e);
            return;
          }
          if (state.ended()) {
            watched.remove(folder, end);
            notices.execute(() -> end.complete(state));
          } else {
            poll(folder, end, POLL);
          }
        });
  }

  private void pursue(Path folder, Termination termination) {
    later(
        Duration.ZERO,
        () -> {
          if (termination.pursue()) {
            terminations.remove(folder);
          } else {
            later(Termination.PAUSE, () -> pursue(folder, termination));
          }
        });
  }

  private void later(Duration delay, Runnable work) {
    try {
      clock.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return; // the server stops; the next one goes on
    }
  }

  private static Path normal(Path folder) {
    return folder.toAbsolutePath().normalize();
  }

  /** Short and plain ASCII, whatever the folder is called. */
  private static String mark(Path folder) {
    return UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "host-watch");
    thread.setDaemon(true);
    return thread;
  }
}
