package org.drydock.update;

import org.drydock.site.Conflict;

/** The offline catalogue knows the update, but its files are not in the content library. */
public class UpdateNotDownloadedException extends Conflict {

  UpdateNotDownloadedException(String id, String label) {
    super(
        "Update "
            + label
            + " ("
            + id
            + ") is known from the offline catalogue only: its files are not here. Download them"
            + " (the button on its page, or POST /api/v1/updates/downloads with the files that GET"
            + " /api/v1/updates/"
            + id
            + " lists), or drop them into the inbox and synchronise; then pick it.");
  }
}
