package org.drydock.servicing.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismOrder;
import org.drydock.dism.DismSession;
import org.drydock.dism.ProgressBar;
import org.drydock.operation.Command;
import org.drydock.operation.CommandDelegate;
import org.drydock.operation.CommandResult;
import org.drydock.operation.TryAgainException;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.drydock.servicing.StagingArea;
import org.drydock.site.DrydockProperties;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A step that is one DISM command.
 *
 * @param <T> what the command answers
 */
abstract class DismStep<T> extends CommandDelegate<DismStep.Order> {

  private Dism dism;
  private Runs runs;
  private RunLog log;
  private DrydockProperties properties;
  private StepFailures failures;

  DismStep() {
    super(Order.class);
  }

  /**
   * What the step asks of DISM.
   *
   * @param index the index it works at; 0 for the whole image
   */
  record Order(DismOrder call, long runNumber, int index) {}

  @Autowired
  final void setCollaborators(
      Dism dism, Runs runs, RunLog log, DrydockProperties properties, StepFailures failures) {
    this.dism = dism;
    this.runs = runs;
    this.log = log;
    this.properties = properties;
    this.failures = failures;
  }

  /**
   * @return empty where DISM need not be asked
   */
  protected abstract Optional<DismCall<T>> call(ActivityExecution execution, StagingArea staging);

  /** DISM succeeded. */
  protected abstract void succeeded(ActivityExecution execution, T answer);

  /** DISM failed; by default the step fails, and the run with it. */
  protected void refused(ActivityExecution execution, DismException cause) {
    throw failures.stepFailed(execution, cause);
  }

  @Override
  protected final Optional<Order> prepare(ActivityExecution execution) {
    Run run = run(execution);
    return call(execution, StagingArea.of(run))
        .map(call -> new Order(DismOrder.of(call), run.runNumber(), indexOrNone(execution)));
  }

  @Override
  protected final Command command(Order order) {
    DismSession session = session(runs.require(order.runNumber()), order.index());
    return new Command(dism.commandLine(order.call(), session), dism.environment(session));
  }

  @Override
  protected final Duration timeout() {
    return properties.dism().timeout();
  }

  /**
   * Whether the call is made again after it failed so; what may pass is, by default.
   *
   * @param attempt how often it was made, 1 after the first time
   */
  protected boolean isWorthARetry(DismException cause, int attempt) {
    return cause.isWorthARetry();
  }

  @Override
  protected final void completed(ActivityExecution execution, CommandResult result) {
    Run run = run(execution);
    DismCall<T> call = call(execution, StagingArea.of(run)).orElseThrow();
    T answer;
    try {
      answer = dism.result(call, session(run, indexOrNone(execution)), result);
    } catch (DismException e) {
      tryAgain(execution, e);
      log(execution, execution.getCurrentActivityName() + ": " + e.getMessage());
      if (e.wasCutShort() && call instanceof DismCall.Change) {
        doubt(execution);
      }
      refused(execution, e);
      return;
    }
    succeeded(execution, answer);
  }

  /**
   * @throws TryAgainException where that is worth it
   */
  private void tryAgain(ActivityExecution execution, DismException cause) {
    List<Duration> pauses = properties.dism().retryPauses();
    int attempt = attempt(execution);
    if (attempt > pauses.size() || !isWorthARetry(cause, attempt)) {
      return;
    }
    Duration pause = pauses.get(attempt - 1);
    String why =
        "%s, attempt %d of %d: %s It is tried again in %d seconds."
            .formatted(
                execution.getCurrentActivityName(),
                attempt,
                pauses.size() + 1,
                cause.getMessage(),
                pause.toSeconds());
    log(execution, why);
    throw new TryAgainException(pause, why);
  }

  @Override
  protected final OptionalDouble progress(String line) {
    return ProgressBar.parse(line);
  }

  @Override
  protected final RuntimeException failed(
      ActivityExecution execution, String message, Throwable cause) {
    return error(failures, execution, message);
  }

  /** Nobody knows what is in the mounted image: no other update is worth an attempt. */
  private static void doubt(ActivityExecution execution) {
    execution.setVariable("imageInDoubt", true);
  }

  /** What the step ends with when DISM could not even be started. */
  protected BpmnError error(StepFailures noted, ActivityExecution execution, String message) {
    return noted.stepFailed(execution, message);
  }

  protected final Run run(ActivityExecution execution) {
    return runs.require(runNumber(execution));
  }

  protected final StepFailures failures() {
    return failures;
  }

  /** Adds a line to the run's log. */
  protected final void log(ActivityExecution execution, String line) {
    log.line(runNumber(execution), execution.getCurrentActivityId(), line);
  }

  /** The index the step works at. */
  static int index(ActivityExecution execution) {
    return (Integer) execution.getVariable("index");
  }

  private static int indexOrNone(ActivityExecution execution) {
    Integer index = (Integer) execution.getVariable("index");
    return index == null ? 0 : index;
  }

  private DismSession session(Run run, int index) {
    return new DismSession(log.dismLog(run.runNumber()), StagingArea.of(run).scratch(index));
  }
}
