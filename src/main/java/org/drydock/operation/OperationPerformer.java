package org.drydock.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drydock.host.HostException;
import org.drydock.host.LocalHost;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.FileSystemUtils;

/** Does one operation, from wherever it stands to its end. */
@Component
class OperationPerformer {

  private static final Logger LOG = LoggerFactory.getLogger(OperationPerformer.class);

  /** Between tries to wake a step: another transaction may be changing the same instance. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  /** Between tries to reach a database that is away. */
  private static final Duration WHILE_AWAY = Duration.ofSeconds(1);

  /** Between tries to wake a step that has become an incident. */
  private static final Duration WHILE_STUCK = Duration.ofMinutes(1);

  private final OperationRepository operations;
  private final OperationCompletion completion;
  private final LocalHost host;
  private final DataFolder data;
  private final BeanFactory beans;
  private final ObjectMapper json;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  OperationPerformer(
      OperationRepository operations,
      OperationCompletion completion,
      LocalHost host,
      DataFolder data,
      BeanFactory beans,
      ObjectMapper json,
      TransactionOperations transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.operations = operations;
    this.completion = completion;
    this.host = host;
    this.data = data;
    this.beans = beans;
    this.json = json;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /** Whether this node must stop the work: it was cancelled, or given up or taken by another. */
  boolean unwanted(String operationId) {
    return operations
        .findById(operationId)
        .filter(this::isOurs)
        .filter(
            operation ->
                operation.state() == OperationState.QUEUED
                    || operation.state() == OperationState.RUNNING)
        .isEmpty();
  }

  void perform(OperationWork work) throws InterruptedException {
    Operation operation = operations.findById(work.operationId()).orElseThrow();
    if (!isOurs(operation)) {
      return;
    }
    switch (operation.state()) {
      case QUEUED -> {
        if (operations.start(operation.id(), host.name(), clock.instant())) {
          run(operations.findById(operation.id()).orElseThrow(), work);
        }
      }
      case RUNNING -> run(operation, work);
      case CANCELLING -> {
        work.cancel();
        if (operation.startedAt() == null || operation.kind() == OperationKind.TASK) {
          completion.cancelled(operation);
        } else {
          run(operation, work);
        }
      }
      case COMPLETED, FAILED, CANCELLED -> {}
    }
  }

  private void run(Operation operation, OperationWork work) throws InterruptedException {
    try {
      if (operation.kind() == OperationKind.COMMAND) {
        command(operation, work);
      } else {
        task(operation, work);
      }
    } catch (BeansException e) {
      // An earlier release knew the step by another name: an administrator has to decide.
      deliver(operation, work, () -> completion.fail(operation, e.getMessage(), e));
    }
  }

  private void command(Operation operation, OperationWork work) throws InterruptedException {
    Path folder = data.operations().resolve(operation.id());
    CommandDelegate<?> step = beans.getBean(operation.work(), CommandDelegate.class);
    CommandWatch watch =
        new CommandWatch(
            host,
            folder,
            operation,
            () -> order(step, operation),
            step.timeout(),
            step::progress,
            reports(operation));
    boolean delivered;
    try {
      Optional<CommandResult> result = watch.untilEnd(work);
      if (result.isEmpty()) {
        return;
      }
      delivered = deliver(operation, work, () -> completion.end(operation, result.get()));
    } catch (HostException | CommandNotPossibleException e) {
      delivered = deliver(operation, work, () -> completion.fail(operation, e.getMessage(), e));
    }
    if (delivered) { // else the folder is all that keeps the command from being executed again
      remove(folder);
    }
  }

  private void task(Operation operation, OperationWork work) throws InterruptedException {
    Task task = beans.getBean(operation.work(), Task.class);
    Map<String, Object> input = read(operation, new TypeReference<>() {});
    OperationReports reports = reports(operation);
    reports.started(data.operations().resolve(operation.id()));
    int passingFailures = 0;
    for (boolean again = true; again; ) {
      Map<String, Object> result;
      try {
        result =
            task.perform(input, new RunningTask(work, reports, () -> unwanted(operation.id())));
      } catch (Exception | Error e) { // whatever it was, a run must not wait for ever
        again =
            !work.cancelled()
                && (DatabaseOutage.causes(e)
                    || DatabaseOutage.isPassing(e) && passingFailures++ < PAUSES.size())
                && work.pause(WHILE_AWAY);
        if (!again && !work.left()) {
          taskFailed(operation, work, e);
        }
        continue;
      }
      deliver(
          operation,
          work,
          () -> {
            reports.outstandingLines();
            completion.end(operation, result);
          });
      return;
    }
  }

  private void taskFailed(Operation operation, OperationWork work, Throwable e)
      throws InterruptedException {
    if (work.cancelled()) {
      completion.cancelled(operation);
      return;
    }
    // The step tells the message; where the failure is a fault of ours, only the log has its place.
    LOG.debug("Operation {} ({}) failed", operation.id(), operation.work(), e);
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    deliver(operation, work, () -> completion.fail(operation, message, e));
  }

  /**
   * Ends the operation; where the process cannot take it, tries again, tells, and goes on trying.
   *
   * @return false when the end is still to be delivered
   */
  private boolean deliver(Operation operation, OperationWork work, Runnable ending)
      throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        ending.run();
        return true;
      } catch (RuntimeException e) {
        if (DatabaseOutage.causes(e)) {
          attempt = -1; // it is the process that must not be asked for ever
          if (!work.pause(WHILE_AWAY)) {
            return false;
          }
          continue;
        }
        if (attempt == PAUSES.size()) {
          LOG.error("The end of operation {} could not be delivered", operation.id(), e);
          completion.stuck(operation, e.getMessage());
        }
        if (!work.pause(attempt < PAUSES.size() ? PAUSES.get(attempt) : WHILE_STUCK)) {
          return false;
        }
      }
    }
  }

  private OperationReports reports(Operation operation) {
    return new OperationReports(operation, operations, transaction, events);
  }

  private boolean isOurs(Operation operation) {
    return operation.node().equals(host.name());
  }

  private <W> Command order(CommandDelegate<W> step, Operation operation) {
    W order;
    try {
      order = json.readValue(operation.input(), step.orderType());
    } catch (JsonProcessingException e) {
      throw damaged(operation, e);
    }
    try {
      return step.command(order);
    } catch (RuntimeException e) { // whatever it was, a run must not wait for ever
      throw new CommandNotPossibleException(e);
    }
  }

  private <T> T read(Operation operation, TypeReference<T> type) {
    try {
      return json.readValue(operation.input(), type);
    } catch (JsonProcessingException e) {
      throw damaged(operation, e);
    }
  }

  private static IllegalStateException damaged(Operation operation, JsonProcessingException cause) {
    return new IllegalStateException(
        "The input of operation " + operation.id() + " is damaged", cause);
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.warn(
          "The folder {} of a finished command could not be removed: {}", folder, e.toString());
    }
  }
}
