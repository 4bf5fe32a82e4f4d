package org.drydock.it.fault;

import java.util.Arrays;
import java.util.List;

/** A step and what happens while a run stands there. */
record FaultCase(Step step, Fault fault) {

  static List<FaultCase> all() {
    return Arrays.stream(Step.values())
        .flatMap(step -> Arrays.stream(Fault.values()).map(fault -> new FaultCase(step, fault)))
        .filter(FaultCase::makesSense)
        .toList();
  }

  /** Whether the step has anything that this could happen to. */
  boolean makesSense() {
    return switch (fault) {
      case SERVER_KILLED, CANCELLED -> true;
      case SERVER_AWAY, DISM_KILLED, BOTH_KILLED -> step.kind() != Step.Kind.TASK;
      case DISK_FULL -> step.disk() != Step.Disk.NONE;
    };
  }

  @Override
  public String toString() {
    return step.label() + ": " + fault.label();
  }
}
