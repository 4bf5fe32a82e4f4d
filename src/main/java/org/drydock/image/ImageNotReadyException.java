package org.drydock.image;

import org.drydock.site.Conflict;

/** An image cannot be used because its import has not ended well. */
public class ImageNotReadyException extends Conflict {

  ImageNotReadyException(OsImage image) {
    super(
        "Image "
            + image.id()
            + " ("
            + image.name()
            + ") is not ready: "
            + (image.state() == ImageState.FAILED
                ? "its import failed. " + image.stateMessage()
                : "its import is not finished."));
  }
}
