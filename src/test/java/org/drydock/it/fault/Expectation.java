package org.drydock.it.fault;

/**
 * How a run must end.
 *
 * @param status what the server says
 * @param failedStep where it failed; null where it did not
 * @param reason a regular expression that the message of the failure contains; null for none
 */
record Expectation(String status, String failedStep, String reason) {

  private static final String KILLED = "it was killed";
  static final String FULL =
      "disk is full|No space left on device|bytes free|MB free|Is the file system full";

  static Expectation of(FaultCase faultCase) {
    Step step = faultCase.step();
    return switch (faultCase.fault()) {
      case SERVER_KILLED, SERVER_AWAY -> undisturbed(step);
      // What is killed in the clean-up is done again: the run has ended by then, but for that.
      case DISM_KILLED ->
          step == Step.UNMOUNT_AND_DISCARD ? undisturbed(step) : failed(step, KILLED);
      case BOTH_KILLED ->
          step.kind() == Step.Kind.COMMAND ? failed(step, KILLED) : undisturbed(step);
      case CANCELLED -> cancelled(step);
      case DISK_FULL -> full(step);
    };
  }

  /** Whether the run does all it would have done undisturbed. */
  boolean goesOn() {
    return status.equals("Successful");
  }

  boolean failed() {
    return failedStep != null;
  }

  private static Expectation undisturbed(Step step) {
    return ended(step == Step.UNMOUNT_AND_DISCARD ? "Cancelled" : "Successful");
  }

  private static Expectation cancelled(Step step) {
    return switch (step) {
      case PUBLISH_IMAGE, DISTRIBUTE_IMAGE -> ended("SuccessfulWithErrors");
      case CLEAN_UP_STAGING_AREA -> ended("Successful");
      default -> ended("Cancelled");
    };
  }

  private static Expectation full(Step step) {
    return switch (step) {
      case DISTRIBUTE_IMAGE -> ended("SuccessfulWithErrors");
      case UNMOUNT_UNCHANGED, UNMOUNT_AND_DISCARD, CLEAN_UP_STAGING_AREA -> undisturbed(step);
      default -> failed(step, FULL);
    };
  }

  private static Expectation ended(String status) {
    return new Expectation(status, null, null);
  }

  private static Expectation failed(Step step, String reason) {
    return new Expectation("Failed", step.label(), reason);
  }
}
