package org.drydock.update;

import java.io.IOException;

/** A file did not arrive this time; the message says why. */
class DownloadFailedException extends IOException {

  DownloadFailedException(String reason) {
    super(reason);
  }

  DownloadFailedException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Whether another try may help without anybody doing something. */
  boolean mayPass() {
    return true;
  }
}
