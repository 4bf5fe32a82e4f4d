package org.drydock.dism;

import java.util.Arrays;

/** What DISM says after a check of the component store. */
public enum StoreHealth {
  HEALTHY("No component store corruption detected"),
  REPAIRABLE("The component store is repairable"),
  NOT_REPAIRABLE("The component store cannot be repaired"),
  /** A sentence that is not known. */
  UNKNOWN("");

  private final String sentence;

  StoreHealth(String sentence) {
    this.sentence = sentence;
  }

  static StoreHealth from(Transcript transcript) {
    return Arrays.stream(values())
        .filter(health -> health == UNKNOWN || transcript.says(health.sentence))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
