package org.drydock.update;

import org.drydock.site.BadInput;

/** A file is wanted that cannot be one. */
class InvalidPayloadFileException extends BadInput {

  InvalidPayloadFileException(String message) {
    super(message);
  }
}
