package org.drydock.servicing.step;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The end of the maintenance window in which a scheduled run must be over. */
final class MaintenanceWindow {

  /** The variable that holds the end, in ISO-8601; null or missing for none. */
  static final String END = "windowEnd";

  /** The variable that holds how long a run may take from getting its host. */
  private static final String LONGEST_RUN = "longestRun";

  /** A timer of no duration would be as good; this one is seen in Cockpit. */
  private static final Duration SHORTEST_RUN = Duration.ofSeconds(1);

  private MaintenanceWindow() {}

  static Optional<Instant> end(DelegateExecution execution) {
    return Optional.ofNullable((String) execution.getVariable(END)).map(Instant::parse);
  }

  /** Has a run that gets its host now be over in time. */
  static void limit(DelegateExecution execution, Instant now) {
    end(execution)
        .map(end -> Duration.between(now, end))
        .filter(left -> left.compareTo(longestRun(execution)) < 0)
        .map(left -> left.compareTo(SHORTEST_RUN) < 0 ? SHORTEST_RUN : left)
        .ifPresent(left -> execution.setVariable(LONGEST_RUN, left.toString()));
  }

  static Duration longestRun(DelegateExecution execution) {
    return Duration.parse((String) execution.getVariable(LONGEST_RUN));
  }
}
