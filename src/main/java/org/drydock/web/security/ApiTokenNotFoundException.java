package org.drydock.web.security;

import org.drydock.site.NotFound;

/** There is no API token with this id. */
class ApiTokenNotFoundException extends NotFound {

  ApiTokenNotFoundException(long id) {
    super("There is no API token " + id + ".");
  }
}
