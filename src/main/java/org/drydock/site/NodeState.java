package org.drydock.site;

/** Where a node of the site stands. */
public enum NodeState {
  /** Alive; takes runs. */
  UP,
  /** Alive again after it was counted as lost; what it left is being ended and removed. */
  RETURNING,
  /** Was stopped in good order. Its DISM commands may go on. */
  STOPPED,
  /** Silent for longer than its lease. Its DISM commands may go on. */
  LOST,
  /** Lost, and an administrator has confirmed that nothing runs on its host any more. */
  DOWN;

  /** How the REST interface and the messages spell it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
