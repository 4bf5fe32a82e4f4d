package org.drydock.web.console;

import org.drydock.site.BadInput;

/** The time or the recurrence that was given in the wizard cannot be used. */
class UnusableTimeException extends BadInput {

  UnusableTimeException(String message) {
    super(message);
  }
}
