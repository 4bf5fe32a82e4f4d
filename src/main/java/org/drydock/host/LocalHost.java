package org.drydock.host;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

  /** The environment variable that marks every process that belongs to a command. */
  static final String MARK = "DRYDOCK_OPERATION";

  /** The environment variable that tells the folder of the command that a process belongs to. */
  static final String FOLDER = "DRYDOCK_COMMAND_FOLDER";

  private static final Duration POLL = Duration.ofMillis(250);

  private final String name;
  private final Platform platform = Platform.current();
  private final Map<CommandFolder, CompletableFuture<CommandState>> watched =
      new ConcurrentHashMap<>();
  private final Map<CommandFolder, Termination> terminations = new ConcurrentHashMap<>();
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
  public void start(Path path, List<String> command, Map<String, String> environment) {
    CommandFolder folder = folder(path);
    make(folder.path());
    ProcessBuilder builder =
        new ProcessBuilder(platform.wrap(folder.path(), command))
            .directory(folder.path().toFile())
            .redirectOutput(Redirect.DISCARD);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(key -> key.startsWith("DRYDOCK_") || key.startsWith("SPRING_"));
    variables.putAll(environment);
    variables.put(MARK, folder.mark());
    variables.put(FOLDER, folder.path().toString());
    CompletableFuture<CommandState> end =
        watched.compute(
            folder,
            (key, known) -> known == null || known.isDone() ? new CompletableFuture<>() : known);
    try {
      Process wrapper = builder.start();
      wrapper.getOutputStream().close();
      wrapper.onExit().thenAcceptAsync(ended -> wrapperEnded(folder, ended, end), notices);
    } catch (IOException e) {
      watched.remove(folder, end);
      throw new HostException(
          "Cannot start a process for the command " + command + " on " + name + ": " + e, e);
    }
  }

  /** How far the command in this folder is. */
  public CommandState state(Path folder) {
    return folder(folder).state();
  }

  /**
   * How long ago the command in this folder was started, by a clock that nobody sets; zero where
   * the host has none, or nobody has started it.
   */
  public Duration age(Path folder) {
    return folder(folder).age();
  }

  /**
   * The command's end: at once for a command that this server started, within a quarter of a second
   * for one that it found. Fails with a {@link HostException} where the host could not execute the
   * command at all. Is not completed when the server stops before the command ends.
   */
  public CompletableFuture<CommandState> whenEnded(Path path) {
    return watched
        .computeIfAbsent(
            folder(path),
            folder -> {
              CompletableFuture<CommandState> end = new CompletableFuture<>();
              poll(folder, end, Duration.ZERO);
              return end;
            })
        .copy();
  }

  /**
   * Ends a command and everything it started: asks first, forces after the grace. Returns at once;
   * a command that nobody has claimed yet will never be executed. Harmless when it has ended.
   */
  public void terminate(Path path, Duration grace) {
    CommandFolder folder = folder(path);
    folder
        .claimToEnd()
        .ifPresent(
            claim ->
                terminations.computeIfAbsent(
                    folder,
                    key -> {
                      Termination termination = new Termination(() -> folder.family(claim), grace);
                      pursue(folder, termination);
                      return termination;
                    }));
  }

  /**
   * The folders of all commands of which something is alive on this host, whoever started them.
   * Empty where the system does not tell (Windows).
   */
  public Set<Path> commandsAlive() {
    return platform.commandFolders().collect(Collectors.toSet());
  }

  /** Whether somebody in this server waits for the end of the command in this folder. */
  public boolean watches(Path folder) {
    return watched.containsKey(folder(folder));
  }

  /**
   * Ends everything of a command, even where its folder is gone; asks first, forces after the
   * grace. Returns at once.
   */
  public void terminateAll(Path path, Duration grace) {
    CommandFolder folder = folder(path);
    terminations.computeIfAbsent(
        folder,
        key -> {
          Termination termination = new Termination(() -> platform.marked(folder.mark()), grace);
          pursue(folder, termination);
          return termination;
        });
  }

  /** Bytes usable on the file system of this path, or of its nearest parent that exists. */
  public long freeSpace(Path path) {
    Path existing = path.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    // Files.getFileStore would look the path up in the mount table, which lacks a chroot's root.
    return existing.toFile().getUsableSpace();
  }

  /** Stops watching. Commands go on; the next server finds them. */
  @PreDestroy
  void close() {
    clock.shutdownNow();
    notices.shutdown();
  }

  private CommandFolder folder(Path path) {
    return new CommandFolder(path, platform);
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new HostException(
          "Cannot create the folder "
              + folder
              + " for a command's output ("
              + e
              + "). Give the server write access there.",
          e);
    }
  }

  private void wrapperEnded(
      CommandFolder folder, Process wrapper, CompletableFuture<CommandState> end) {
    CommandState state;
    try {
      state = folder.state();
    } catch (RuntimeException e) { // on a thread that nobody hears
      fail(folder, end, e);
      return;
    }
    if (state instanceof CommandState.Unclaimed) {
      fail(
          folder,
          end,
          new HostException(
              "The command in "
                  + folder.path()
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

  private void poll(CommandFolder folder, CompletableFuture<CommandState> end, Duration delay) {
    later(
        delay,
        () -> {
          CommandState state;
          try {
            state = folder.state();
          } catch (RuntimeException e) {
            fail(folder, end, e);
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

  /** Whoever asks again has the folder looked at again. */
  private void fail(CommandFolder folder, CompletableFuture<CommandState> end, Exception reason) {
    watched.remove(folder, end);
    end.completeExceptionally(reason);
  }

  private void pursue(CommandFolder folder, Termination termination) {
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

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "host-watch");
    thread.setDaemon(true);
    return thread;
  }
}
