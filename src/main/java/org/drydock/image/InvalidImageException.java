package org.drydock.image;

import org.drydock.site.BadInput;

/** The name or kind given for a new image cannot be used. */
public class InvalidImageException extends BadInput {

  InvalidImageException(String message) {
    super(message);
  }
}
