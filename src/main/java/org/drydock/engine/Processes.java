package org.drydock.engine;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.springframework.stereotype.Service;

/** Starts, correlates and reads process instances, as the system: callers authorise. */
@Service
public class Processes {

  /** How often something is done to an instance again that was going on at that very moment. */
  private static final int TRIES = 10;

  private static final long PAUSE_MILLIS = 50;

  private final RuntimeService runtime;
  private final HistoryService history;
  private final ManagementService management;
  private final ProcessEngineConfigurationImpl engine;

  Processes(
      RuntimeService runtime,
      HistoryService history,
      ManagementService management,
      ProcessEngineConfigurationImpl engine) {
    this.runtime = runtime;
    this.history = history;
    this.management = management;
    this.engine = engine;
  }

  /**
   * @return the id of the new instance; it may have ended already
   */
  public String start(String key, Map<String, Object> variables) {
    return runtime.startProcessInstanceByKey(key, variables).getId();
  }

  /**
   * Sends a message to the instance with this business key.
   *
   * @return false when no instance with that key waits for it
   */
  public boolean correlate(String message, String businessKey) {
    return tryAgain(
        () -> {
          try {
            runtime
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(businessKey)
                .correlate();
            return true;
          } catch (MismatchingMessageCorrelationException e) {
            return false;
          }
        });
  }

  /**
   * An instance that goes on at the same moment is not always met as an optimistic lock: deleting
   * an execution that has just got a child is a violated foreign key, and one that has just gone is
   * a missing value. All of them rolled everything back.
   */
  private static <T> T tryAgain(Supplier<T> telling) {
    for (int attempt = 1; ; attempt++) {
      try {
        return telling.get();
      } catch (ProcessEngineException e) {
        if (attempt == TRIES) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(attempt * PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the instance has started and not ended. */
  public boolean active(String instanceId) {
    return runtime.createProcessInstanceQuery().processInstanceId(instanceId).count() > 0;
  }

  /** The active instances of a process, of which each has these variables. */
  public List<String> activeInstances(String key, Map<String, Object> variables) {
    ProcessInstanceQuery query = runtime.createProcessInstanceQuery().processDefinitionKey(key);
    variables.forEach(query::variableValueEquals);
    return query.list().stream().map(ProcessInstance::getId).toList();
  }

  /** Deletes an instance; nothing happens where it is gone already. */
  public void delete(String instanceId, String reason) {
    runtime.deleteProcessInstanceIfExists(instanceId, reason, false, true, false, false);
  }

  /**
   * Makes a change to an instance, with what belongs to it in the database, at a moment at which
   * the instance does not go on.
   *
   * @param change a transaction of its own, which is made again as a whole
   * @throws InstanceBusyException when the instance went on each time; nothing was changed then
   */
  public void whenAtRest(Runnable change) {
    try {
      tryAgain(
          () -> {
            change.run();
            return null;
          });
    } catch (OptimisticLockingException | ProcessEnginePersistenceException e) {
      throw new InstanceBusyException(e);
    }
  }

  /** Sets a variable of an instance; nothing happens where it is gone already. */
  public void set(String instanceId, String variable, Object value) {
    tryAgain(
        () -> {
          try {
            runtime.setVariable(instanceId, variable, value);
          } catch (NullValueException e) {
            // the instance is gone
          }
          return null;
        });
  }

  /**
   * Has the timer that an instance waits at fire at another time.
   *
   * @return false when it does not wait at one timer alone
   */
  public boolean moveTimer(String instanceId, Instant due) {
    List<Job> timers = management.createJobQuery().processInstanceId(instanceId).timers().list();
    if (timers.size() != 1) {
      return false;
    }
    management.setJobDuedate(timers.get(0).getId(), Date.from(due));
    return true;
  }

  /** Has an instance stay where it is, also when the time comes that it waits for. */
  public void suspend(String instanceId) {
    runtime.suspendProcessInstanceById(instanceId);
  }

  /** Has a suspended instance go on. */
  public void activate(String instanceId) {
    runtime.activateProcessInstanceById(instanceId);
  }

  /** A variable's value, also of an instance that has ended. */
  public Optional<Object> variable(String instanceId, String name) {
    return Optional.ofNullable(
            history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instanceId)
                .activityInstanceIdIn(instanceId)
                .variableName(name)
                .singleResult())
        .map(variable -> variable.getValue());
  }

  /** Has jobs that are due looked for now instead of after the idle wait. */
  public void wakeJobExecutor() {
    if (engine.getJobExecutor() != null && engine.getJobExecutor().isActive()) {
      engine.getJobExecutor().jobWasAdded();
    }
  }

  /** What the instance has visited, in the order of starting. */
  public List<ActivityView> activities(String instanceId) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instanceId)
        .orderPartiallyByOccurrence()
        .asc()
        .list()
        .stream()
        .map(Processes::view)
        .toList();
  }

  /** The element at which the instance ended, e.g. an end event's id; empty while it is active. */
  public Optional<String> end(String instanceId) {
    return Optional.ofNullable(
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instanceId)
                .singleResult())
        .map(HistoricProcessInstance::getEndActivityId);
  }

  /** Why the instance does not go on by itself. */
  public Optional<String> incident(String instanceId) {
    return runtime.createIncidentQuery().processInstanceId(instanceId).list().stream()
        .map(Incident::getIncidentMessage)
        .map(message -> message == null ? "No message was recorded." : message)
        .findFirst();
  }

  /** Has a step that failed three times tried again. */
  public void retry(String instanceId) {
    List<Job> failed =
        management.createJobQuery().processInstanceId(instanceId).noRetriesLeft().list();
    failed.forEach(
        job -> management.setJobRetries(job.getId(), engine.getDefaultNumberOfRetries()));
  }

  /** The instances that nobody called and that ended before that moment, of every process. */
  public List<String> endedBefore(Instant moment) {
    return history
        .createHistoricProcessInstanceQuery()
        .rootProcessInstances()
        .finishedBefore(Date.from(moment))
        .list()
        .stream()
        .map(HistoricProcessInstance::getId)
        .toList();
  }

  /** Removes what history holds of an instance, and of those it called. It must have ended. */
  public int forget(String instanceId) {
    return forget(instanceId, id -> false);
  }

  /**
   * Removes what history holds of an instance, and of those it called. It must have ended.
   *
   * @param kept which instances stay, with those they called
   * @return how many instances were removed
   */
  public int forget(String instanceId, Predicate<String> kept) {
    if (kept.test(instanceId)) {
      return 0;
    }
    int called =
        history
            .createHistoricProcessInstanceQuery()
            .superProcessInstanceId(instanceId)
            .list()
            .stream()
            .mapToInt(instance -> forget(instance.getId(), kept))
            .sum();
    history.deleteHistoricProcessInstancesIfExists(List.of(instanceId));
    return called + 1;
  }

  private static ActivityView view(HistoricActivityInstance visit) {
    return new ActivityView(
        visit.getId(),
        visit.getParentActivityInstanceId(),
        visit.getActivityId(),
        visit.getActivityName(),
        visit.getActivityType(),
        visit.getStartTime().toInstant(),
        instant(visit.getEndTime()),
        visit.isCanceled(),
        visit.getCalledProcessInstanceId());
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }
}
