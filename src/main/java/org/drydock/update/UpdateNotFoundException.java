package org.drydock.update;

import org.drydock.site.NotFound;

/** No update with this id is in the catalogue. */
public class UpdateNotFoundException extends NotFound {

  public UpdateNotFoundException(String id) {
    super(
        "There is no update "
            + id
            + " in the catalogue. GET /api/v1/updates lists the updates; after dropping a file into"
            + " the inbox, POST /api/v1/updates/synchronize adds it.");
  }
}
