package org.drydock.servicing;

import org.drydock.site.BadInput;

/** A request for servicing that cannot be understood. */
public class ServicingRequestException extends BadInput {

  public ServicingRequestException(String message) {
    super(message);
  }
}
