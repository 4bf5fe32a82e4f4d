package org.drydock.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.drydock.site.DrydockProperties;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes work in the transaction that asks for it, and shows it to the runner once that transaction
 * is committed.
 */
@Component
class OperationQueue {

  static final int MESSAGE_LENGTH = 4000;

  private static final Collection<OperationState> ALIVE =
      EnumSet.of(OperationState.QUEUED, OperationState.RUNNING);

  private final JdbcAggregateOperations aggregates;
  private final OperationRepository operations;
  private final OperationRunner runner;
  private final ObjectMapper json;
  private final Clock clock;
  private final String node;

  OperationQueue(
      JdbcAggregateOperations aggregates,
      OperationRepository operations,
      OperationRunner runner,
      ObjectMapper json,
      Clock clock,
      DrydockProperties properties) {
    this.aggregates = aggregates;
    this.operations = operations;
    this.runner = runner;
    this.json = json;
    this.clock = clock;
    this.node = properties.node().name();
  }

  /**
   * Adds the work that a step waits for.
   *
   * @param host the node that does it; null for this one
   */
  void add(
      OperationKind kind,
      String work,
      String host,
      DelegateExecution step,
      Long runNumber,
      Object input) {
    insert(
        kind,
        work,
        host,
        step.getProcessInstanceId(),
        step.getActivityInstanceId(),
        step.getCurrentActivityId(),
        runNumber,
        input);
  }

  /**
   * Adds work that no step waits for.
   *
   * @param host the node that does it; null for this one
   */
  String addDetached(String work, String host, Long runNumber, Object input) {
    return insert(OperationKind.TASK, work, host, null, null, null, runNumber, input);
  }

  /**
   * Adds the work of an operation once more; the same step waits for it.
   *
   * @param why what an administrator reads meanwhile
   */
  void addAgain(String id, Duration pause, String why) {
    Instant now = clock.instant();
    Operation again =
        operations
            .findById(id)
            .orElseThrow()
            .again(UUID.randomUUID().toString(), shortened(why), now, now.plus(pause));
    aggregates.insert(again);
    afterCommit(again.id());
  }

  /** How often the work that the step waits for was done, with the time that has just ended. */
  int attempts(String activityInstanceId) {
    return operations.countByActivityInstanceId(activityInstanceId);
  }

  /** Marks what a cancelled step was waiting for. */
  void cancelStep(String activityInstanceId) {
    operations
        .findByActivityInstanceIdAndStateIn(activityInstanceId, ALIVE)
        .forEach(operation -> cancel(operation.id()));
  }

  private void cancel(String id) {
    if (operations.cancel(id)) {
      afterCommit(id);
    }
  }

  /** Corrects the row of an operation whose result turned out to be a failure of its step. */
  void markFailed(String id, String message) {
    operations.markFailed(id, shortened(message));
  }

  static String shortened(String message) {
    return message != null && message.length() > MESSAGE_LENGTH
        ? message.substring(0, MESSAGE_LENGTH - 1) + "…"
        : message;
  }

  private String insert(
      OperationKind kind,
      String work,
      String host,
      String processInstanceId,
      String activityInstanceId,
      String activityId,
      Long runNumber,
      Object input) {
    String id = UUID.randomUUID().toString();
    aggregates.insert(
        new Operation(
            id,
            kind,
            work,
            processInstanceId,
            activityInstanceId,
            activityId,
            runNumber,
            host == null ? node : host,
            OperationState.QUEUED,
            write(input),
            null,
            null,
            0,
            clock.instant(),
            null,
            null,
            null));
    afterCommit(id);
    return id;
  }

  private void afterCommit(String id) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      runner.submit(id);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            runner.submit(id);
          }
        });
  }

  private String write(Object input) {
    try {
      return json.writeValueAsString(input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The input of an operation is not JSON: " + input, e);
    }
  }
}
