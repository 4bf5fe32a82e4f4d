package org.drydock.image;

import org.drydock.site.NotFound;

/** An image has no such version. */
public class VersionNotFoundException extends NotFound {

  VersionNotFoundException(String imageId, int version) {
    super("Image " + imageId + " has no version " + version + ".");
  }
}
