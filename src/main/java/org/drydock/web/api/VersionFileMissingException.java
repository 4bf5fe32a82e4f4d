package org.drydock.web.api;

import org.drydock.site.NotFound;

/** A version is known, but its file is not where it was put. */
class VersionFileMissingException extends NotFound {

  VersionFileMissingException(String image, int version) {
    super(
        "The file of version "
            + version
            + " of image "
            + image
            + " is missing. Restore it from a backup, or roll back to another version.");
  }
}
