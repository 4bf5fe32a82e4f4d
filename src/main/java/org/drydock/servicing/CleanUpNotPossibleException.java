package org.drydock.servicing;

/** Superseded updates cannot be removed from an image. */
public class CleanUpNotPossibleException extends ServicingNotPossibleException {

  CleanUpNotPossibleException(String message) {
    super(message);
  }
}
