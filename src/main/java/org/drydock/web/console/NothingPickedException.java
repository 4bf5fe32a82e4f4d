package org.drydock.web.console;

import org.drydock.site.BadInput;

/** The wizard was to go on with nothing to do. */
class NothingPickedException extends BadInput {

  NothingPickedException(String message) {
    super(message);
  }
}
