package org.drydock.image;

import org.springframework.data.annotation.Id;

/** A version that no record knows any more, as long as its folder may still be there. */
record RemovedVersion(@Id Long id, long imageNumber, int version) {

  String imageId() {
    return ImageId.of(imageNumber);
  }
}
