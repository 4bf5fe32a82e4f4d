package org.drydock.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.execute;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.drydock.ProcessTest;
import org.drydock.engine.InstanceDeleted;
import org.drydock.engine.Processes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Waiting steps with nothing happening by itself: what the test lets happen is all there is. */
@ProcessTest
class OperationsByHandTest {

  private static final AtomicLong RUN_NUMBERS = new AtomicLong(5000);

  @Autowired private ProcessEngine engine;
  @Autowired private Processes processes;
  @Autowired private Operations operations;
  @Autowired private OperationRepository rows;
  @Autowired private OperationCompletion completion;
  @Autowired private OperationsByHand hand;
  @Autowired private HeardEvents events;

  private long run;

  @BeforeEach
  void newRun() {
    init(engine);
    hand.forget();
    run = RUN_NUMBERS.incrementAndGet();
  }

  @Test
  void aStepGoesOnWhenItsCommandHasEnded() {
    ProcessInstance instance = start(Map.of("command", "true", "task", "work"));
    assertThat(instance).isWaitingAt("Task_Command");
    assertThat(hand.command("Task_Command").argv()).containsExactly("sh", "-c", "true");

    hand.exit("Task_Command", "the output");
    execute(job(instance));
    assertThat(instance).isWaitingAt("Task_Java");
    assertThat(hand.input("Task_Java")).containsEntry("task", "work");

    hand.perform("Task_Java");
    execute(job(instance));
    assertThat(instance).isEnded().hasPassed("End_Done");
    assertThat(processes.variable(instance.getId(), "answer")).contains(42);
  }

  @Test
  void aKilledCommandFailsItsStep() {
    ProcessInstance instance = start(Map.of("command", "true"));
    hand.kill("Task_Command");
    assertThat(instance).isEnded().hasPassed("End_Failed");
  }

  @Test
  void theCleanUpMayNotStartWhileTheCancelledCommandIsAlive() {
    ProcessInstance instance = start(Map.of("command", "true", "cleanUp", "true"));
    processes.correlate("Stop", Long.toString(run));
    assertThat(instance).isWaitingAt("Task_CleanUp");
    assertThat(hand.cancelling()).hasSize(1);
    assertThatThrownBy(() -> hand.exit("Task_CleanUp", "")).hasMessageContaining("may not start");

    hand.endCancelled();
    hand.exit("Task_CleanUp", "");
    execute(job(instance));
    assertThat(instance).isEnded().hasPassed("End_Stopped");
  }

  @Test
  void deletingTheCallerTellsOfTheCalledInstance() {
    ProcessInstance caller = start("calling", Map.of("command", "true"));
    String called = called(caller);
    engine.getRuntimeService().deleteProcessInstance(caller.getId(), "by hand", true, true);
    assertThat(deletedInstances()).contains(called, caller.getId());
    assertThat(operations.ofRun(run).get(0).state()).isEqualTo(OperationState.CANCELLING);
  }

  @Test
  void interruptingTheCallTellsOfTheCalledInstanceOnly() {
    ProcessInstance caller = start("calling", Map.of("command", "true"));
    String called = called(caller);
    processes.correlate("StopCaller", Long.toString(run));
    assertThat(caller).isEnded().hasPassed("End_Stopped");
    assertThat(deletedInstances()).contains(called).doesNotContain(caller.getId());
    assertThat(operations.ofRun(run).get(0).state()).isEqualTo(OperationState.CANCELLING);
  }

  @Test
  void anInstanceThatComesToItsEndIsNotDeleted() {
    ProcessInstance failed = start(Map.of("command", "true"));
    hand.kill("Task_Command");
    assertThat(failed).isEnded();
    assertThat(deletedInstances()).doesNotContain(failed.getId());
  }

  @Test
  void anEndThatComesAfterTheCancelChangesNothing() {
    ProcessInstance instance = start(Map.of("command", "true"));
    String operation = operations.ofRun(run).get(0).operationId();
    processes.delete(instance.getId(), "test");
    completion.end(
        rows.findById(operation).orElseThrow(),
        new CommandResult(operation, 0, false, false, "", null));
    assertThat(operations.find(operation).orElseThrow().state())
        .isEqualTo(OperationState.CANCELLED);
    completion.end(
        rows.findById(operation).orElseThrow(),
        new CommandResult(operation, 0, false, false, "", null));
  }

  @Test
  void aNodeThatHasLostTheOperationCanNeitherStartNorEndIt() {
    ProcessInstance instance = start(Map.of("command", "true"));
    Operation before = rows.findById(operations.ofRun(run).get(0).operationId()).orElseThrow();
    rows.move(before.id(), before.node(), "another");

    assertThat(rows.start(before.id(), before.node(), Instant.now())).isFalse();
    completion.fail(before, "a stale file handle", null);
    assertThat(operations.find(before.id()).orElseThrow().state()).isEqualTo(OperationState.QUEUED);
    assertThat(instance).isWaitingAt("Task_Command");
  }

  @Test
  void anEndThatCannotBeDeliveredIsAnIncidentUntilItIsDelivered() {
    ProcessInstance instance = start(Map.of("command", "true"));
    String operation = operations.ofRun(run).get(0).operationId();
    completion.stuck(rows.findById(operation).orElseThrow(), "the database was away");
    assertThat(processes.incident(instance.getId()).orElseThrow())
        .contains("cannot go on: the database was away");

    hand.exit("Task_Command", "");
    assertThat(processes.incident(instance.getId())).isEmpty();
    execute(job(instance));
    execute(job(instance));
    assertThat(instance).isEnded().hasPassed("End_Done");
  }

  private String called(ProcessInstance caller) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .superProcessInstanceId(caller.getId())
        .singleResult()
        .getId();
  }

  private List<String> deletedInstances() {
    return events.of(InstanceDeleted.class).map(InstanceDeleted::processInstanceId).toList();
  }

  private ProcessInstance start(Map<String, Object> given) {
    return start("waiting-steps", given);
  }

  private ProcessInstance start(String process, Map<String, Object> given) {
    Map<String, Object> variables = new HashMap<>(given);
    variables.put("runNumber", run);
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey(process, Long.toString(run), variables);
  }
}
