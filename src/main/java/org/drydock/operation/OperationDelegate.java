package org.drydock.operation;

import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A step that waits for durable work. Entering it writes an operation in the engine's transaction;
 * the end of the operation wakes it. Its model element needs {@code camunda:asyncAfter="true"}, or
 * a failure of the next step would undo the waking.
 *
 * @param <W> what the step prepares for the work
 * @param <R> what the work results in
 */
abstract class OperationDelegate<W, R> extends AbstractBpmnActivityBehavior
    implements BeanNameAware {

  /** The error that a failed step ends with, unless the step decides otherwise. */
  public static final String STEP_FAILED = "Error_StepFailed";

  /** The variable that holds the servicing host of a run, once it has one. */
  public static final String HOST = "servicingHost";

  /** The variable that tells which host was lost with the work of a step. */
  public static final String LOST_HOST = "lostHost";

  private static final String RUN_NUMBER = "runNumber";

  private String beanName;
  private OperationQueue queue;

  abstract OperationKind kind();

  abstract R result(Object result);

  /**
   * Decides what the work is. Called in the engine's transaction: it reads, and touches no file.
   *
   * @return empty when there is nothing to do; the step is then left at once
   */
  protected abstract Optional<W> prepare(ActivityExecution execution) throws Exception;

  /**
   * Takes the result over, in the engine's transaction: sets variables, records results.
   *
   * @throws BpmnError where the result is a failure of the step
   * @throws TryAgainException where the work is to be done once more
   */
  protected abstract void completed(ActivityExecution execution, R result) throws Exception;

  /** How often the work was done on this visit of the step: 1 when it ends for the first time. */
  protected final int attempt(ActivityExecution execution) {
    return queue.attempts(execution.getActivityInstanceId());
  }

  /**
   * What the step ends with when the work failed.
   *
   * @param message why, for an administrator
   * @param cause what the work threw; null where it did not, as when its host was lost
   */
  protected RuntimeException failed(ActivityExecution execution, String message, Throwable cause) {
    return new BpmnError(STEP_FAILED, message);
  }

  /**
   * Whether the work needs what earlier steps left on the run's host. Other work moves to another
   * node when its own is lost.
   */
  protected boolean isBoundToHost() {
    return true;
  }

  /** The servicing run that the execution belongs to; null outside a run. */
  protected Long runNumber(ActivityExecution execution) {
    return (Long) execution.getVariable(RUN_NUMBER);
  }

  @Override
  public final void execute(ActivityExecution execution) throws Exception {
    Optional<W> work = prepare(execution);
    if (work.isPresent()) {
      String host = (String) execution.getVariable(HOST);
      queue.add(kind(), beanName, host, execution, runNumber(execution), work.get());
    } else {
      leave(execution);
    }
  }

  @Override
  public final void signal(ActivityExecution execution, String name, Object data) throws Exception {
    if (!(data instanceof Ending ending)) {
      throw new BadUserRequestException(
          "The step "
              + execution.getCurrentActivityId()
              + " goes on by itself when its work ends; cancel the run to stop it.");
    }
    try {
      if (ending.lostHost() != null) {
        execution.setVariable(LOST_HOST, ending.lostHost());
      }
      if (ending.failed()) {
        throw failed(execution, ending.message(), ending.cause());
      }
      completed(execution, result(ending.result()));
    } catch (TryAgainException e) {
      queue.addAgain(ending.operationId(), e.pause(), e.getMessage());
      return;
    } catch (BpmnError e) {
      queue.markFailed(ending.operationId(), e.getMessage());
      throw e;
    }
    leave(execution);
  }

  @Override
  public final void setBeanName(String name) {
    this.beanName = name;
  }

  @Autowired
  final void setQueue(OperationQueue queue) {
    this.queue = queue;
  }
}
