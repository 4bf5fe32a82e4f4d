package org.drydock.host;

/** A servicing host could not do what it was asked, for a reason that an administrator can mend. */
public class HostException extends RuntimeException {

  public HostException(String message) {
    super(message);
  }

  public HostException(String message, Throwable cause) {
    super(message, cause);
  }
}
