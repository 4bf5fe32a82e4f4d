package org.drydock.servicing;

/** The servicing drive has less room than a run needs; the message names drive, need and room. */
public class RoomException extends RuntimeException {

  public RoomException(String message) {
    super(message);
  }
}
