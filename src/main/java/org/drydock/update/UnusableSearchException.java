package org.drydock.update;

import org.drydock.site.BadInput;

/** A search asks for something that cannot be searched for. */
public class UnusableSearchException extends BadInput {

  public UnusableSearchException(String message) {
    super(message);
  }
}
