package org.drydock.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends operations: the row's last state and the waking of the step that waits for it are one
 * transaction, so that neither is ever seen without the other.
 */
@Component
public class OperationCompletion {

  /** The type of incident that stands for an end that could not be delivered. */
  private static final String INCIDENT = "operationEnd";

  private final OperationRepository operations;
  private final RuntimeService runtime;
  private final TransactionOperations transaction;
  private final BeanFactory beans;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OperationCompletion(
      OperationRepository operations,
      RuntimeService runtime,
      TransactionOperations transaction,
      BeanFactory beans,
      ObjectMapper json,
      ApplicationEventPublisher events,
      Clock clock) {
    this.operations = operations;
    this.runtime = runtime;
    this.transaction = transaction;
    this.beans = beans;
    this.json = json;
    this.events = events;
    this.clock = clock;
  }

  /** A command ended; whether well or badly is for the step to say. */
  public void end(Operation operation, CommandResult result) {
    conclude(operation, OperationState.COMPLETED, Ending.completed(operation.id(), result));
  }

  /** A task is done. */
  public void end(Operation operation, Map<String, Object> result) {
    conclude(operation, OperationState.COMPLETED, Ending.completed(operation.id(), result));
  }

  /**
   * The work failed, or could not be started.
   *
   * @param cause what was thrown; null where nothing was
   */
  public void fail(Operation operation, String message, Throwable cause) {
    conclude(operation, OperationState.FAILED, Ending.failed(operation.id(), message, cause));
  }

  /** The work was given up because its host was lost. */
  void lose(Operation operation, String message) {
    Ending ending = Ending.lost(operation.id(), message, operation.node());
    conclude(operation, OperationState.FAILED, ending);
  }

  /** The work of a cancelled step is over. */
  public void cancelled(Operation operation) {
    operations.endCancelled(operation.id(), operation.node(), clock.instant());
    publish(operation.id());
  }

  /** Shows an administrator that a step cannot be woken; it is tried again all the same. */
  void stuck(Operation operation, String message) {
    String text =
        OperationQueue.shortened(
            "The step's work is over, but the process cannot go on: " + message);
    transaction.executeWithoutResult(
        status -> {
          operations.note(operation.id(), text);
          resolveIncidents(operation); // one is enough
          waiting(operation)
              .ifPresent(
                  execution -> runtime.createIncident(INCIDENT, execution, operation.id(), text));
        });
  }

  /** Nothing happens where another node has taken the operation over since it was read. */
  private void conclude(Operation operation, OperationState state, Ending ending) {
    String id = operation.id();
    transaction.executeWithoutResult(
        status -> {
          String message = OperationQueue.shortened(ending.message());
          if (operations.end(id, operation.node(), state, message, clock.instant())) {
            tell(operations.findById(id).orElseThrow(), ending);
          } else {
            operations.endCancelled(id, operation.node(), clock.instant());
          }
        });
    publish(id);
  }

  private void tell(Operation operation, Ending ending) {
    if (operation.detached()) {
      tellTask(operation, ending);
      return;
    }
    Optional<String> execution = waiting(operation);
    if (execution.isPresent()) {
      resolveIncidents(operation);
      runtime.signal(execution.get(), Ending.SIGNAL, ending, null);
    } else {
      operations.markCancelled(operation.id());
    }
  }

  @SuppressWarnings("unchecked") // what the task's perform returned
  private void tellTask(Operation operation, Ending ending) {
    DetachedTask task = beans.getBean(operation.work(), DetachedTask.class);
    Map<String, Object> input = input(operation);
    if (ending.failed()) {
      task.failed(input, ending.message());
    } else {
      task.completed(input, (Map<String, Object>) ending.result());
    }
  }

  private void resolveIncidents(Operation operation) {
    runtime
        .createIncidentQuery()
        .configuration(operation.id())
        .list()
        .forEach(incident -> runtime.resolveIncident(incident.getId()));
  }

  /** The execution that waits in the step; its id may have changed since the step was entered. */
  private Optional<String> waiting(Operation operation) {
    if (operation.detached()) {
      return Optional.empty();
    }
    return Optional.ofNullable(runtime.getActivityInstance(operation.processInstanceId()))
        .flatMap(tree -> find(tree, operation.activityInstanceId()))
        .map(step -> step.getExecutionIds()[0]);
  }

  private static Optional<ActivityInstance> find(ActivityInstance tree, String id) {
    if (tree.getId().equals(id)) {
      return Optional.of(tree);
    }
    for (ActivityInstance child : tree.getChildActivityInstances()) {
      Optional<ActivityInstance> found = find(child, id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  Map<String, Object> input(Operation operation) {
    try {
      return json.readValue(operation.input(), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The input of operation " + operation.id() + " is damaged", e);
    }
  }

  private void publish(String operationId) {
    operations
        .findById(operationId)
        .filter(operation -> operation.state().ended())
        .ifPresent(
            operation ->
                events.publishEvent(
                    new OperationEnded(
                        operation.id(),
                        operation.runNumber(),
                        operation.activityId(),
                        operation.state(),
                        operation.message())));
  }
}
