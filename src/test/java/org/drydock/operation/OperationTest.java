package org.drydock.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.drydock.TestSite;
import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps that wait for real commands, with the real runner and the real job executor. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "camunda.bpm.generic-properties.properties.failed-job-retry-time-cycle=R2/PT0.1S",
      "spring.datasource.hikari.maximum-pool-size=" + OperationTest.CONNECTIONS
    })
@ContextConfiguration(initializers = TestSite.class)
@Import(WaitingSteps.class)
class OperationTest {

  static final int CONNECTIONS = 3;

  /** For a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(1000);

  @Autowired private Processes processes;
  @Autowired private RuntimeService runtime;
  @Autowired private Operations operations;
  @Autowired private OperationRunner runner;
  @Autowired private TransactionTemplate transaction;

  @Autowired
  @Qualifier("testCommand")
  private WaitingSteps.Shell shell;

  @Autowired private WaitingSteps.Patient task;
  @Autowired private WaitingSteps.Remembering detached;
  @Autowired private HeardEvents events;

  @TempDir private Path folder;

  private long run;
  private Map<String, Object> variables;

  @BeforeAll
  static void beingPatient() {
    Awaitility.setDefaultTimeout(PATIENCE);
  }

  @AfterAll
  static void beingAsBefore() {
    Awaitility.reset();
  }

  @BeforeEach
  void newRun() {
    events.forget();
    run = RUN_NUMBERS.incrementAndGet();
    variables = new HashMap<>(Map.of("runNumber", run));
  }

  @Test
  void aStepGoesOnWithTheOutputOfItsCommand() {
    variables.put("command", "echo hello; echo 40.5%; echo bye");
    String instance = start();
    awaitEnd(instance, "End_Done");

    assertThat(processes.variable(instance, "output")).contains("hello\n40.5%\nbye\n");
    assertThat(operations.ofRun(run))
        .singleElement()
        .satisfies(
            operation -> {
              assertThat(operation.state()).isEqualTo(OperationState.COMPLETED);
              assertThat(operation.activityId()).isEqualTo("Task_Command");
              assertThat(operation.progress()).isEqualTo(40.5);
            });
    assertThat(events.of(OperationOutput.class).filter(event -> run == event.runNumber()))
        .extracting(OperationOutput::text)
        .satisfies(texts -> assertThat(String.join("", texts)).isEqualTo("hello\n40.5%\nbye\n"));
  }

  @Test
  void aStepWithNothingToDoIsLeftAtOnce() {
    String instance = start();
    awaitEnd(instance, "End_Done");
    assertThat(operations.ofRun(run)).isEmpty();
  }

  @Test
  void aFailedCommandTakesTheErrorBoundaryAndItsRowSaysFailed() {
    variables.put("command", "exit 7");
    String instance = start();
    awaitEnd(instance, "End_Failed");

    assertThat(processes.variable(instance, "failure")).contains("exit code 7");
    assertThat(onlyOperation().state()).isEqualTo(OperationState.FAILED);
    assertThat(onlyOperation().message()).isEqualTo("exit code 7");
  }

  @Test
  void aCommandKilledFromOutsideFailsItsStep() {
    variables.put("command", "kill -9 0");
    String instance = start();
    awaitEnd(instance, "End_Failed");
    assertThat(processes.variable(instance, "failure")).contains("killed");
  }

  @Test
  void aCommandThatTakesTooLongIsEndedWithAllItStarted() {
    variables.put("command", sleeping());
    variables.put("timeout", "PT1S");
    String instance = start();
    awaitEnd(instance, "End_Failed");

    assertThat(processes.variable(instance, "failure")).contains("took too long");
    awaitSleepersGone();
  }

  @Test
  void aMessageThatCancelsTheStepEndsItsProcessTree() {
    variables.put("command", sleeping());
    String instance = start();
    awaitSleepers();
    assertThat(processes.correlate("Stop", business())).isTrue();
    awaitEnd(instance, "End_Stopped");

    awaitSleepersGone();
    await().until(() -> onlyOperation().state() == OperationState.CANCELLED);
    assertThat(processes.correlate("Stop", business())).isFalse();
  }

  @Test
  void deletingTheInstanceAsCockpitDoesEndsItsProcessTree() {
    variables.put("command", sleeping());
    String instance = start();
    awaitSleepers();
    boolean skipCustomListeners = true;
    boolean externallyTerminated = true;
    runtime.deleteProcessInstance(instance, "by hand", skipCustomListeners, externallyTerminated);

    await().until(() -> onlyOperation().state() == OperationState.CANCELLED);
    awaitSleepersGone();
    assertThat(events.of(InstanceDeleted.class))
        .containsExactly(new InstanceDeleted(instance, "waiting-steps", business()));
  }

  @Test
  void theCleanUpOfACancelledStepWaitsUntilTheStepsWorkIsOver() throws Exception {
    Path diary = folder.resolve("diary");
    variables.put(
        "command",
        "trap 'sleep 1; echo command ended >> %1$s; exit' TERM; touch %1$s; while :; do sleep 0.1; done"
            .formatted(diary));
    variables.put("cleanUp", "echo clean-up started >> %s".formatted(diary));
    String instance = start();
    await().until(() -> Files.exists(diary));
    processes.correlate("Stop", business());
    awaitEnd(instance, "End_Stopped");

    assertThat(diary).hasContent("command ended\nclean-up started\n");
  }

  @Test
  void aShortStepThatFailsAfterwardsLosesNothing() {
    variables.put("command", "echo once >> %s".formatted(folder.resolve("diary")));
    variables.put("shortStepFails", true);
    String instance = start();
    await().until(() -> processes.incident(instance).isPresent());
    assertThat(processes.incident(instance).orElseThrow()).contains("the short step fails");
    assertThat(onlyOperation().state()).isEqualTo(OperationState.COMPLETED);

    processes.set(instance, "shortStepFails", false);
    processes.retry(instance);
    awaitEnd(instance, "End_Done");
    assertThat(folder.resolve("diary")).hasContent("once\n");
  }

  @Test
  void nothingStartsBeforeTheStepIsCommitted() {
    Path mark = folder.resolve("mark");
    variables.put("command", "touch " + mark);
    transaction.executeWithoutResult(
        status -> {
          start();
          status.setRollbackOnly();
        });
    assertThat(operations.ofRun(run)).isEmpty();

    String instance =
        transaction.execute(
            status -> {
              String id = start();
              assertThat(onlyOperation().state()).isEqualTo(OperationState.QUEUED);
              assertThat(mark).doesNotExist();
              return id;
            });
    awaitEnd(instance, "End_Done");
    assertThat(mark).exists();
  }

  @Test
  void aRunnerThatStartsAgainFindsTheCommandThatWentOn() {
    Path go = folder.resolve("go");
    variables.put(
        "command",
        "echo first; echo once >> %s; while [ ! -e %s ]; do sleep 0.1; done; echo second"
            .formatted(folder.resolve("diary"), go));
    String instance = start();
    await().until(() -> Files.exists(folder.resolve("diary")));
    await().until(() -> events.of(OperationOutput.class).count() > 0);
    runner.stop();
    assertThat(onlyOperation().state()).isEqualTo(OperationState.RUNNING);
    create(go);
    runner.start();
    awaitEnd(instance, "End_Done");

    assertThat(folder.resolve("diary")).hasContent("once\n");
    assertThat(events.of(OperationOutput.class).map(OperationOutput::text))
        .containsExactly("first\n", "second\n");
    assertThat(processes.variable(instance, "output")).contains("first\nsecond\n");
  }

  @Test
  void aCommandWhoseEndTheProcessCouldNotTakeIsNotExecutedAgain() {
    variables.put("command", "echo once >> %s; echo output".formatted(folder.resolve("diary")));
    variables.put("endRefused", true);
    String instance = start();
    await().until(() -> shell.refusals.get() > 1);
    runner.stop();
    assertThat(onlyOperation().state()).isEqualTo(OperationState.RUNNING);
    processes.set(instance, "endRefused", false);
    runner.start();
    awaitEnd(instance, "End_Done");

    assertThat(folder.resolve("diary")).hasContent("once\n");
    assertThat(processes.variable(instance, "output")).contains("output\n");
  }

  @Test
  void moreOperationsRunAtOnceThanTheDatabaseGivesConnections() {
    Path go = folder.resolve("go");
    int many = 2 * CONNECTIONS;
    variables.put(
        "command",
        "echo here >> %s; while [ ! -e %s ]; do sleep 0.1; done"
            .formatted(folder.resolve("diary"), go));
    List<String> instances = IntStream.range(0, many).mapToObj(n -> start()).toList();

    await()
        .until(
            () -> Files.exists(folder.resolve("diary")) && lines(folder.resolve("diary")) == many);
    assertThat(operations.aliveOfRun(run)).hasSize(many);
    create(go);
    instances.forEach(instance -> awaitEnd(instance, "End_Done"));
  }

  private static long lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  @Test
  void aTaskThatDiesOfAnErrorTakesTheErrorBoundaryToo() {
    variables.put("task", "overflow");
    String instance = start();
    awaitEnd(instance, "End_Failed");
    assertThat(processes.variable(instance, "failure")).contains("java.lang.StackOverflowError");
  }

  @Test
  void workThatWasQueuedOrCancelledWhileTheRunnerWasDownIsTakenUp() {
    variables.put("command", sleeping());
    start();
    awaitSleepers();
    runner.stop();
    processes.correlate("Stop", business());
    assertThat(onlyOperation().state()).isEqualTo(OperationState.CANCELLING);
    runner.start();
    await().until(() -> onlyOperation().state() == OperationState.CANCELLED);
    awaitSleepersGone();
  }

  @Test
  void aTaskReportsAndItsResultArrives() {
    variables.put("task", "work");
    String instance = start();
    awaitEnd(instance, "End_Done");
    assertThat(processes.variable(instance, "answer")).contains(42);
    assertThat(events.of(OperationOutput.class).map(OperationOutput::text)).contains("at work\n");
    assertThat(events.of(OperationProgress.class).map(OperationProgress::percent)).contains(50.0);
  }

  @Test
  void aTaskThatThrowsTakesTheErrorBoundary() {
    variables.put("task", "fail");
    String instance = start();
    awaitEnd(instance, "End_Failed");
    assertThat(processes.variable(instance, "failure")).contains("the task failed");
  }

  @Test
  void aTaskOfADeletedInstanceIsToldToStop() throws Exception {
    variables.put("task", "wait");
    String instance = start();
    await()
        .until(
            () ->
                operations.ofRun(run).stream()
                    .anyMatch(operation -> operation.state() == OperationState.RUNNING));
    processes.delete(instance, "test");
    await().until(() -> onlyOperation().state() == OperationState.CANCELLED);
    assertThat(task.stopped.getCount()).isZero();
  }

  @Test
  void aDetachedTaskTellsHowItEnded() {
    operations.start("testDetachedTask", null, null, Map.of());
    await().until(() -> "completed with 3".equals(detached.ended));
    operations.start("testDetachedTask", null, null, Map.of("fail", true));
    await().until(() -> "failed: no luck".equals(detached.ended));
  }

  @Test
  void nobodyElseCanWakeAWaitingStep() {
    variables.put("command", sleeping());
    String instance = start();
    awaitSleepers();
    String execution =
        runtime
            .createExecutionQuery()
            .processInstanceId(instance)
            .activityId("Task_Command")
            .singleResult()
            .getId();
    assertThatThrownBy(() -> runtime.signal(execution))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("goes on by itself");
    processes.delete(instance, "test");
    awaitSleepersGone();
  }

  private String start() {
    return runtime
        .startProcessInstanceByKey("waiting-steps", business(), variables)
        .getProcessInstanceId();
  }

  private String business() {
    return Long.toString(run);
  }

  private OperationView onlyOperation() {
    List<OperationView> all = operations.ofRun(run);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void awaitEnd(String instance, String endEvent) {
    await().untilAsserted(() -> assertThat(processes.end(instance)).contains(endEvent));
  }

  /** A script that starts two processes and tells their ids in a file. */
  private String sleeping() {
    return "sleep 300 & echo $! > %s; sleep 300".formatted(pidFile());
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  private void awaitSleepers() {
    await().until(() -> Files.exists(pidFile()) && sleeper().getAsBoolean());
  }

  private void awaitSleepersGone() {
    BooleanSupplier alive = sleeper();
    await().until(() -> !alive.getAsBoolean());
  }

  private BooleanSupplier sleeper() {
    try {
      String pid = Files.readString(pidFile()).trim();
      return () ->
          !pid.isEmpty()
              && ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
