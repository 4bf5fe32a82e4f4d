package org.drydock.schedule;

/** Where a servicing schedule stands. */
public enum ScheduleState {
  /** Waits for its time. */
  SCHEDULED,
  /** Its time does not come before somebody resumes it. */
  PAUSED,
  /** Its images are being serviced. */
  RUNNING,
  /** It has run and does not recur. */
  FINISHED,
  /** It failed too often in a row: it will not run before somebody resumes it. */
  DISABLED,
  /** Its process instance was deleted: it will not run again. */
  STOPPED
}
