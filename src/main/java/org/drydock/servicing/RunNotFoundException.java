package org.drydock.servicing;

import org.drydock.site.NotFound;

/** No run has this number. */
public class RunNotFoundException extends NotFound {

  public RunNotFoundException(long number) {
    super("There is no run " + number + ".");
  }
}
