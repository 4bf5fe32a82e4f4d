package org.wimdism.wim;

/** How a mounted image is, in DISM's words. */
public enum MountStatus {
  OK("Ok"),
  /** The WIM cannot be reached, or the state folder lost the mount. */
  NEEDS_REMOUNT("Needs Remount"),
  /** The mount folder lost wimdism's files, or the WIM was changed by another program. */
  INVALID("Invalid");

  private final String text;

  MountStatus(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
