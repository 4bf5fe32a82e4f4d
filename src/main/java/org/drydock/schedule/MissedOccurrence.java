package org.drydock.schedule;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of an occurrence whose time came while the server was down. */
public enum MissedOccurrence {
  /** It is made up for once, however many were missed. */
  RUN_ONCE,
  /** The schedule goes on with its next time. */
  SKIP;

  /** As the interface spells it: "run-once". */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param label null for what is usual
   * @throws ScheduleException when there is no such choice
   */
  static MissedOccurrence parse(String label) {
    if (label == null) {
      return RUN_ONCE;
    }
    return Arrays.stream(values())
        .filter(choice -> choice.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ScheduleException(
                    "missed", "missed is \"" + label + "\". Give \"run-once\" or \"skip\"."));
  }
}
