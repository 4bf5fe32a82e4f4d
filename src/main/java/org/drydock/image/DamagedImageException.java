package org.drydock.image;

import org.drydock.site.BadInput;

/** A WIM is not complete. */
public class DamagedImageException extends BadInput {

  DamagedImageException(String message) {
    super(message);
  }
}
