package org.drydock.it.fault;

/** What is done to a run while it is held at a step. */
enum Fault {
  SERVER_KILLED("kill -9 server"),
  SERVER_AWAY("DISM ends meanwhile"),
  DISM_KILLED("kill DISM"),
  BOTH_KILLED("kill both"),
  CANCELLED("cancel"),
  DISK_FULL("disk full");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
