package org.drydock.engine;

import org.drydock.site.NotFound;

/** No process model, or no such version of it, is deployed. */
public class ProcessNotFoundException extends NotFound {

  ProcessNotFoundException(String what) {
    super("There is no " + what + ".");
  }
}
