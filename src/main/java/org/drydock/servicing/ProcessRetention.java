package org.drydock.servicing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.drydock.engine.Processes;
import org.drydock.notification.Notifications;
import org.drydock.operation.Operations;
import org.drydock.site.Removals;
import org.drydock.site.RetentionRule;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what the engine and the tables hold of processes that are no runs: schedules,
 * distributions started by themselves, requests that were rejected, retention itself.
 */
@Component
class ProcessRetention {

  private final Runs runs;
  private final Processes processes;
  private final Operations operations;
  private final DistributionResults distributions;
  private final Notifications notifications;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ProcessRetention(
      Runs runs,
      Processes processes,
      Operations operations,
      DistributionResults distributions,
      Notifications notifications,
      TransactionTemplate transaction,
      Clock clock) {
    this.runs = runs;
    this.processes = processes;
    this.operations = operations;
    this.distributions = distributions;
    this.notifications = notifications;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Removes what is older than the rule's days. A run keeps its history as long as its row, also
   * where what called it goes.
   *
   * @param checkpoint called before each removal; what it throws ends the work
   */
  Removals apply(RetentionRule rule, Runnable checkpoint) {
    Removals removals = new Removals();
    if (rule.days() == null) {
      return removals;
    }
    Instant limit = clock.instant().minus(Duration.ofDays(rule.days()));
    for (String instance : processes.endedBefore(limit)) {
      checkpoint.run();
      remove(instance, removals);
    }
    operations.forgetOutsideRuns(limit);
    distributions.forgetOutsideRuns(limit);
    notifications.forgetBefore(limit);
    return removals;
  }

  private void remove(String instance, Removals removals) {
    String what = "the history of process instance " + instance;
    try {
      Integer removed =
          transaction.execute(
              status -> processes.forget(instance, id -> runs.ofInstance(id).isPresent()));
      if (removed > 0) {
        removals.removed(what, 0);
      }
    } catch (RuntimeException e) { // one instance must not hold up the others
      removals.failed(what, e);
    }
  }
}
