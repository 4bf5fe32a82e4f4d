package org.drydock.image;

import org.drydock.site.BadInput;

/** The path given for an import is outside the folders that images may come from. */
public class OutsideImportRootsException extends BadInput {

  OutsideImportRootsException(String message) {
    super(message);
  }
}
