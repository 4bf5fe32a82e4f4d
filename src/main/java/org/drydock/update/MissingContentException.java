package org.drydock.update;

import java.io.IOException;

/** A file that the content library should have is not there, or is damaged. */
public class MissingContentException extends IOException {

  MissingContentException(String message) {
    super(message);
  }
}
