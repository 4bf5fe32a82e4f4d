package org.drydock.web.api;

import org.drydock.site.BadInput;

/** A request's body lacks a field that the call needs. */
class MissingFieldException extends BadInput {

  MissingFieldException(String field, String example) {
    super("The field \"" + field + "\" is missing. Give, for example, " + example + ".");
  }
}
