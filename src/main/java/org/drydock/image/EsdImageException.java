package org.drydock.image;

import org.drydock.site.BadInput;

/** A WIM is compressed in a way that DISM cannot mount. */
public class EsdImageException extends BadInput {

  EsdImageException(String message) {
    super(message);
  }
}
