package org.drydock.notification;

import org.drydock.site.NotFound;

/** No target has this id. */
public class TargetNotFoundException extends NotFound {

  TargetNotFoundException(long id) {
    super("There is no notification target " + id + ".");
  }
}
