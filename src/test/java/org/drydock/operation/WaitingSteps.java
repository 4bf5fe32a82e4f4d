package org.drydock.operation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The steps of the test model {@code waiting-steps}: shell commands given as variables. */
@TestConfiguration(proxyBeanMethods = false)
public class WaitingSteps {

  @Bean
  HeardEvents heardEvents() {
    return new HeardEvents();
  }

  @Bean
  Shell testCommand() {
    return new Shell("command");
  }

  @Bean
  Shell testCleanUp() {
    return new Shell("cleanUp");
  }

  @Bean
  Patient testTask() {
    return new Patient();
  }

  @Bean
  JavaDelegate testShortStep() {
    return WaitingSteps::failWhenAsked;
  }

  @Bean
  Remembering testDetachedTask() {
    return new Remembering();
  }

  private static void failWhenAsked(DelegateExecution execution) {
    if (Boolean.TRUE.equals(execution.getVariable("shortStepFails"))) {
      throw new IllegalStateException("the short step fails");
    }
  }

  /** Runs the script that a variable holds; prints no percent sign but as progress. */
  static final class Shell extends CommandDelegate<Shell.Script> {

    record Script(String text) {}

    private volatile Duration timeout = Duration.ofMinutes(5);

    private final String variable;
    final AtomicInteger refusals = new AtomicInteger();

    Shell(String variable) {
      super(Script.class);
      this.variable = variable;
    }

    @Override
    protected Optional<Script> prepare(ActivityExecution execution) {
      timeout =
          execution.hasVariable("timeout")
              ? Duration.parse((String) execution.getVariable("timeout"))
              : Duration.ofMinutes(5);
      return Optional.ofNullable((String) execution.getVariable(variable)).map(Script::new);
    }

    @Override
    protected Command command(Script script) {
      return new Command(List.of("sh", "-c", script.text()), Map.of());
    }

    @Override
    protected Duration timeout() {
      return timeout;
    }

    @Override
    protected void completed(ActivityExecution execution, CommandResult result) {
      execution.setVariable("output", result.output());
      if (Boolean.TRUE.equals(execution.getVariable("endRefused"))) {
        refusals.incrementAndGet();
        throw new IllegalStateException("the process cannot take the end");
      }
      if (result.timedOut()) {
        throw new BpmnError(STEP_FAILED, "took too long");
      }
      if (result.killed() || result.exitCode() != 0) {
        throw new BpmnError(
            STEP_FAILED, result.killed() ? "killed" : "exit code " + result.exitCode());
      }
    }

    @Override
    protected OptionalDouble progress(String line) {
      return line.endsWith("%")
          ? OptionalDouble.of(Double.parseDouble(line.substring(0, line.length() - 1)))
          : OptionalDouble.empty();
    }
  }

  /** Does what the variable {@code task} says: nothing, fail, or wait until it is cancelled. */
  static final class Patient extends TaskDelegate {
    final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    protected Optional<Map<String, Object>> prepare(ActivityExecution execution) {
      return Optional.ofNullable((String) execution.getVariable("task"))
          .map(task -> Map.of("task", task));
    }

    @Override
    public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
        throws Exception {
      context.log("at work");
      context.progress(50);
      switch ((String) input.get("task")) {
        case "overflow" -> throw new StackOverflowError();
        case "fail" -> throw new IllegalStateException("the task failed");
        case "wait" -> {
          while (!context.cancelled()) {
            Thread.onSpinWait();
          }
          stopped.countDown();
          context.checkCancelled();
        }
        default -> {}
      }
      return Map.of("answer", 42);
    }

    @Override
    protected void completed(ActivityExecution execution, Map<String, Object> result) {
      execution.setVariable("answer", result.get("answer"));
    }
  }

  /** Remembers how it ended. */
  static final class Remembering implements DetachedTask {
    volatile String ended;

    @Override
    public Map<String, Object> perform(Map<String, Object> input, TaskContext context) {
      if (input.containsKey("fail")) {
        throw new IllegalStateException("no luck");
      }
      return Map.of("sum", 3);
    }

    @Override
    public void completed(Map<String, Object> input, Map<String, Object> result) {
      ended = "completed with " + result.get("sum");
    }

    @Override
    public void failed(Map<String, Object> input, String message) {
      ended = "failed: " + message;
    }
  }
}
