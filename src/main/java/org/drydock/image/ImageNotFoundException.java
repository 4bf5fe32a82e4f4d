package org.drydock.image;

import org.drydock.site.NotFound;

/** No image has this id. */
public class ImageNotFoundException extends NotFound {

  ImageNotFoundException(String id) {
    super("There is no image \"" + id + "\". The list of images shows the ids.");
  }
}
