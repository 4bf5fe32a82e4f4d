package org.drydock.update;

/** A file is not an update that can be read; the message says why, for the report. */
class UnreadableUpdateException extends Exception {

  UnreadableUpdateException(String reason) {
    super(reason);
  }

  UnreadableUpdateException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
