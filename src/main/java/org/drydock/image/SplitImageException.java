package org.drydock.image;

import org.drydock.site.BadInput;

/** A WIM is one part of several. */
public class SplitImageException extends BadInput {

  SplitImageException(String message) {
    super(message);
  }
}
