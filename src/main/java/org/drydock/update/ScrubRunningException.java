package org.drydock.update;

import org.drydock.site.Conflict;

/** The content library is being read already. */
class ScrubRunningException extends Conflict {

  ScrubRunningException(long id) {
    super(
        "The content library is being read already (scrub "
            + id
            + "). GET /api/v1/content/scrub shows how far it is.");
  }
}
