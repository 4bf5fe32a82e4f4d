package org.drydock.servicing;

import java.util.List;
import java.util.Map;
import org.drydock.engine.Processes;
import org.springframework.stereotype.Service;

/** Has the rules of retention applied now instead of at night. */
@Service
public class RetentionDesk {

  /** The key of the process that applies the rules. */
  private static final String PROCESS = "apply-retention";

  private final Processes processes;

  RetentionDesk(Processes processes) {
    this.processes = processes;
  }

  /**
   * @return the id of the process instance
   * @throws ServicingNotPossibleException while they are being applied
   */
  public String apply() {
    List<String> active = processes.activeInstances(PROCESS, Map.of());
    if (!active.isEmpty()) {
      throw new ServicingNotPossibleException(
          "The rules of retention are being applied, by process instance "
              + active.get(0)
              + ". Wait for its end.");
    }
    return processes.start(PROCESS, Map.of());
  }
}
