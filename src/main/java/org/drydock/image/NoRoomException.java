package org.drydock.image;

import org.drydock.site.Conflict;

/** The disk has no room for another image. */
public class NoRoomException extends Conflict {

  NoRoomException(String message) {
    super(message);
  }
}
