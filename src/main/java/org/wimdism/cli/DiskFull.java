package org.wimdism.cli;

import java.io.IOException;

/** Tells whether something failed because a disk has no room left, wherever it was noticed. */
final class DiskFull {

  /** The system's words; Java has no exception of its own for it. */
  private static final String NO_SPACE = "No space left on device";

  private DiskFull() {}

  static boolean causing(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
        return true;
      }
    }
    return false;
  }
}
