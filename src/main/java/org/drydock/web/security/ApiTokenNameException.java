package org.drydock.web.security;

import org.drydock.site.BadInput;

/** The name of an API token is missing or too long. */
class ApiTokenNameException extends BadInput {

  ApiTokenNameException(int longest) {
    super("A token needs a name of 1 to " + longest + " characters that says what it is for.");
  }
}
