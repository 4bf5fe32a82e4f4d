package org.drydock.servicing;

/** Where a run stands; final only after its clean-up. */
public enum RunStatus {
  QUEUED("Queued"),
  IN_PROCESS("InProcess"),
  CANCELLING("Cancelling"),
  SUCCESSFUL("Successful"),
  SUCCESSFUL_WITH_ERRORS("SuccessfulWithErrors"),
  FAILED("Failed"),
  CANCELLED("Cancelled");

  private final String label;

  RunStatus(String label) {
    this.label = label;
  }

  /** How the REST interface, the console and the logs spell it. */
  public String label() {
    return label;
  }

  public boolean isFinal() {
    return this != QUEUED && this != IN_PROCESS && this != CANCELLING;
  }
}
