package org.drydock.servicing.step;

import java.io.IOException;

/** A file that was copied is not the one that was stored. */
class WrongContentException extends IOException {

  WrongContentException(String message) {
    super(message);
  }
}
