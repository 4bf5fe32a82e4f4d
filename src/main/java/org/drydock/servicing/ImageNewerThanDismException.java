package org.drydock.servicing;

/** The image is newer than the DISM of its host; the message names both. */
public class ImageNewerThanDismException extends RuntimeException {

  ImageNewerThanDismException(String message) {
    super(message);
  }
}
