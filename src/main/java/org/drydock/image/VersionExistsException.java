package org.drydock.image;

import org.drydock.site.Conflict;

/** A version was to be published a second time, with other content. */
public class VersionExistsException extends Conflict {

  VersionExistsException(String imageId, int version) {
    super(
        "Image "
            + imageId
            + " has a published version "
            + version
            + " already; published versions never change.");
  }
}
