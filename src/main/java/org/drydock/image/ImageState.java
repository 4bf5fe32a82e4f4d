package org.drydock.image;

/** How far the import of an image is. */
public enum ImageState {
  IMPORTING,
  READY,
  FAILED
}
