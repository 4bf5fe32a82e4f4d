package org.drydock.update;

/** A file cannot be fetched before somebody changes something; the message says what. */
class DownloadRefusedException extends DownloadFailedException {

  DownloadRefusedException(String reason) {
    super(reason);
  }

  @Override
  boolean mayPass() {
    return false;
  }
}
