package org.drydock.schedule;

/** Where a servicing schedule stands. */
public enum ScheduleState {
  /** Waits for its time. */
  SCHEDULED,
  /** Its images are being serviced. */
  RUNNING,
  /** It has run and does not recur. */
  FINISHED,
  /** Its process instance was deleted: it will not run again. */
  STOPPED
}
