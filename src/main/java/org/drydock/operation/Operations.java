package org.drydock.operation;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drydock.host.CommandState;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Service;

/** What other rooms ask of operations. */
@Service
public class Operations {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private final OperationRepository operations;
  private final OperationQueue queue;
  private final LocalHost host;
  private final DataFolder data;

  Operations(
      OperationRepository operations, OperationQueue queue, LocalHost host, DataFolder data) {
    this.host = host;
    this.data = data;
    this.operations = operations;
    this.queue = queue;
  }

  /**
   * Starts durable work that no step waits for, once the current transaction is committed.
   *
   * @param task the bean name of a {@link DetachedTask}
   * @param host the node that does it; null for this one
   * @param runNumber the run it belongs to: it waits until cancelled work of that run is over; null
   *     for none
   * @param input anything that can be written as JSON
   */
  public String start(String task, String host, Long runNumber, Map<String, Object> input) {
    return queue.addDetached(task, host, runNumber, input);
  }

  public Optional<OperationView> find(String operationId) {
    return operations.findById(operationId).map(Operation::view);
  }

  /**
   * Ends the commands of a run that are alive though their operations are over: those were given up
   * when the host was lost. Returns when they are gone.
   */
  public void endLeftCommands(long runNumber) {
    operations.findByRunNumberOrderByCreatedAt(runNumber).stream()
        .filter(operation -> operation.state().ended())
        .map(operation -> data.operations().resolve(operation.id()))
        .filter(Files::isDirectory)
        .filter(folder -> host.state(folder) instanceof CommandState.Running)
        .forEach(
            folder -> {
              host.terminate(folder, GRACE);
              host.whenEnded(folder).join();
            });
  }

  /** Whether there is such an operation, and it is not over. */
  public boolean open(String operationId) {
    return find(operationId).filter(operation -> !operation.state().ended()).isPresent();
  }

  /** All operations of a run, oldest first. */
  public List<OperationView> ofRun(long runNumber) {
    return operations.findByRunNumberOrderByCreatedAt(runNumber).stream()
        .map(Operation::view)
        .toList();
  }

  /** The operations of a run that are not over. */
  public List<OperationView> aliveOfRun(long runNumber) {
    return ofRun(runNumber).stream().filter(operation -> !operation.state().ended()).toList();
  }

  /** Removes the record of a run's operations that are over. */
  public void forgetRun(long runNumber) {
    operations.deleteOfRun(runNumber);
  }

  /** Removes the record of operations that belonged to no run and were over before that moment. */
  public void forgetOutsideRuns(Instant moment) {
    operations.deleteOutsideRuns(moment);
  }
}
