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

  /** Whether a disk has to be filled in truth: the step does nothing that a full disk refuses. */
  boolean needsRealDisk() {
    return fault == Fault.DISK_FULL
        && (step == Step.UNMOUNT_UNCHANGED
            || step == Step.UNMOUNT_AND_DISCARD
            || step == Step.CLEAN_UP_STAGING_AREA);
  }

  @Override
  public String toString() {
    return step.label() + ": " + fault.label();
  }
}
