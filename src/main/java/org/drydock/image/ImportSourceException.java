package org.drydock.image;

import org.drydock.site.BadInput;

/**
 * The path given for an import does not lead to a file or folder of the kind that was asked for.
 */
public class ImportSourceException extends BadInput {

  ImportSourceException(String message) {
    super(message);
  }
}
