package org.drydock.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Stands for the runner in process tests: nothing happens until the test lets it happen. */
public class OperationsByHand extends OperationRunner {

  /** Replaces the real runner. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Configuration {

    @Bean
    OperationsByHand operationRunner(
        OperationRepository operations,
        OperationCompletion completion,
        BeanFactory beans,
        ObjectMapper json,
        DrydockProperties properties) {
      return new OperationsByHand(operations, completion, beans, json, properties);
    }
  }

  private final OperationRepository operations;
  private final OperationCompletion completion;
  private final BeanFactory beans;
  private final ObjectMapper json;
  private final Set<String> submitted = new ConcurrentSkipListSet<>();

  OperationsByHand(
      OperationRepository operations,
      OperationCompletion completion,
      BeanFactory beans,
      ObjectMapper json,
      DrydockProperties properties) {
    super(operations, null, properties);
    this.operations = operations;
    this.completion = completion;
    this.beans = beans;
    this.json = json;
  }

  @Override
  public void submit(String operationId) {
    submitted.add(operationId);
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return false;
  }

  /** Leaves aside what earlier tests on the same server left behind. */
  public void forget() {
    submitted.clear();
  }

  /** Operations whose steps wait, oldest first. */
  public List<OperationView> waiting() {
    return inState(OperationState.QUEUED).map(Operation::view).toList();
  }

  /** Operations whose steps were cancelled and whose work is not over. */
  public List<OperationView> cancelling() {
    return inState(OperationState.CANCELLING).map(Operation::view).toList();
  }

  /** The command that the waiting step wants. */
  public Command command(String activityId) {
    Operation operation = find(activityId);
    return command(beans.getBean(operation.work(), CommandDelegate.class), operation);
  }

  private <W> Command command(CommandDelegate<W> step, Operation operation) {
    try {
      return step.command(json.readValue(operation.input(), step.orderType()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** The input of the task that the waiting step wants. */
  public Map<String, Object> input(String activityId) {
    return read(find(activityId), new TypeReference<>() {});
  }

  /** Ends the waiting step's command with exit code 0. */
  public void exit(String activityId, String output) {
    exit(activityId, 0, output);
  }

  public void exit(String activityId, int exitCode, String output) {
    Operation operation = start(activityId);
    end(operation, new CommandResult(operation.id(), exitCode, false, false, output, folder()));
  }

  /** The waiting step's command vanishes without an exit code. */
  public void kill(String activityId) {
    Operation operation = start(activityId);
    end(operation, new CommandResult(operation.id(), -1, true, false, "", folder()));
  }

  /** The waiting step's command took longer than its time-out. */
  public void timeOut(String activityId) {
    Operation operation = start(activityId);
    end(operation, new CommandResult(operation.id(), -1, true, true, "", folder()));
  }

  /** The waiting step's task comes to this result. */
  public void done(String activityId, Map<String, Object> result) {
    completion.end(start(activityId), result);
  }

  /** The waiting step's work fails. */
  public void fail(String activityId, String message) {
    completion.fail(start(activityId), message, null);
  }

  /** Does the waiting step's task for real, in this thread. */
  public void perform(String activityId) {
    perform(start(activityId));
  }

  /** Does the detached tasks that wait, for real, in this thread. */
  public void performDetached() {
    inState(OperationState.QUEUED)
        .filter(Operation::detached)
        .forEach(operation -> perform(begin(operation)));
  }

  /** All cancelled work ends. */
  public void endCancelled() {
    inState(OperationState.CANCELLING).forEach(operation -> completion.cancelled(operation));
  }

  private void perform(Operation operation) {
    Task task = beans.getBean(operation.work(), Task.class);
    Map<String, Object> result;
    try {
      result = task.perform(read(operation, new TypeReference<>() {}), new Quiet(operation.id()));
    } catch (Exception e) {
      completion.fail(operation, e.getMessage(), e);
      return;
    }
    completion.end(operation, result);
  }

  private void end(Operation operation, CommandResult result) {
    completion.end(operation, result);
  }

  private Operation start(String activityId) {
    return begin(find(activityId));
  }

  private Operation begin(Operation operation) {
    if (!operations.start(operation.id(), operation.node(), Instant.now())) {
      throw new AssertionError(
          operation.activityId() + " may not start while cancelled work of its run is alive");
    }
    return operation;
  }

  private Operation find(String activityId) {
    return inState(OperationState.QUEUED)
        .filter(operation -> activityId.equals(operation.activityId()))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(activityId + " does not wait; waiting are " + waiting()));
  }

  private Stream<Operation> inState(OperationState state) {
    return submitted.stream()
        .flatMap(id -> operations.findById(id).stream())
        .filter(operation -> operation.state() == state)
        .sorted(Comparator.comparing(Operation::createdAt));
  }

  private <T> T read(Operation operation, TypeReference<T> type) {
    try {
      return json.readValue(operation.input(), type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Path folder() {
    return Path.of("no-folder");
  }

  /** A task's context that tells nobody. */
  private record Quiet(String operationId) implements TaskContext {
    @Override
    public void progress(double percent) {}

    @Override
    public void log(String line) {}

    @Override
    public void confirmOwnership() {}

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
