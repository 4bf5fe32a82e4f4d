package org.drydock.servicing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.host.CommandState;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.drydock.operation.Operations;
import org.drydock.site.DataFolder;
import org.drydock.site.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The commands of this host that are alive though no living run has them. */
@Component
class StrayCommands {

  private static final Logger LOG = LoggerFactory.getLogger(StrayCommands.class);

  private static final Duration GRACE = Duration.ofSeconds(5);

  /** A command that was forced is gone, or cannot be ended by anybody. */
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Runs runs;
  private final Operations operations;
  private final LocalHost host;
  private final DataFolder data;
  private final Nodes nodes;

  StrayCommands(Runs runs, Operations operations, LocalHost host, DataFolder data, Nodes nodes) {
    this.runs = runs;
    this.operations = operations;
    this.host = host;
    this.data = data;
    this.nodes = nodes;
  }

  /**
   * Returns when none of them is alive any more.
   *
   * @throws HostException when one cannot be ended
   */
  void end() {
    long start = System.nanoTime();
    for (Set<Path> alive = find(); !alive.isEmpty(); alive = find()) {
      if (System.nanoTime() - start > LONGEST_END.toNanos()) {
        throw new HostException("The commands in " + alive + " cannot be ended.");
      }
      for (Path folder : alive) {
        LOG.warn("Ending the command in {}, which belongs to no living run.", folder);
        host.terminateAll(folder, GRACE);
        if (Files.exists(folder)) {
          host.terminate(folder, GRACE);
        }
      }
      pause();
    }
  }

  /** Whether something under this path is the work of an operation or run that is not over. */
  boolean belongsToLivingRun(Path path) {
    if (path.startsWith(data.operations())) {
      String name = data.operations().relativize(path).getName(0).toString();
      Optional<Long> cleaned = RunCleanUp.runOfScratch(name);
      return cleaned.isPresent()
          ? !operations.aliveOfRun(cleaned.get()).isEmpty()
          : operations.open(name);
    }
    return runs.stagedOn(nodes.self()).stream()
        .filter(run -> path.startsWith(run.stagingFolder()))
        .anyMatch(
            run -> !run.status().isFinal() || !operations.aliveOfRun(run.runNumber()).isEmpty());
  }

  /** Told by the processes, and where the system does not tell, by the operations' folders. */
  private Set<Path> find() {
    return Stream.concat(
            host.commandsAlive().stream().filter(this::isOurs),
            operationFolders().filter(folder -> host.state(folder) instanceof CommandState.Running))
        .filter(folder -> !belongsToLivingRun(folder) && !belongsToImport(folder))
        .collect(Collectors.toSet());
  }

  /** An import lives as long as the server that began it. */
  private boolean belongsToImport(Path folder) {
    return folder.startsWith(data.staging()) && host.watches(folder);
  }

  private Stream<Path> operationFolders() {
    try (Stream<Path> entries = Files.list(data.operations())) {
      return entries.filter(Files::isDirectory).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + data.operations(), e);
    }
  }

  private boolean isOurs(Path folder) {
    return folder.startsWith(data.root())
        || runs.stagedOn(nodes.self()).stream()
            .anyMatch(run -> folder.startsWith(run.stagingFolder()));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
