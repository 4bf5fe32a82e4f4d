package org.drydock.image;

import org.drydock.site.BadInput;

/** A file is not a WIM. */
public class NotAnImageException extends BadInput {

  NotAnImageException(String message) {
    super(message);
  }
}
