package org.drydock.site;

import org.springframework.stereotype.Component;

/** When updates are synchronised by themselves; the process model asks for it. */
@Component
public class SynchronizationTime {

  private final String cycle;

  public SynchronizationTime(SynchronizationProperties properties) {
    this.cycle = properties.synchronize().strip();
  }

  /** As the engine's timers want it: a cron expression with seconds. */
  public String cycle() {
    return cycle;
  }
}
