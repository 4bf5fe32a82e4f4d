package org.drydock.site;

import java.time.LocalTime;
import org.springframework.stereotype.Component;

/** The time of night at which retention is applied; the process model asks for it. */
@Component
public class RetentionTime {

  private final LocalTime time;

  public RetentionTime(RetentionProperties properties) {
    this.time = properties.time();
  }

  /** As the engine's timers want it: a cron expression with seconds. */
  public String cycle() {
    return "%d %d %d * * ?".formatted(time.getSecond(), time.getMinute(), time.getHour());
  }
}
