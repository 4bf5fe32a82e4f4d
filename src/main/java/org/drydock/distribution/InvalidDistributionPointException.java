package org.drydock.distribution;

import org.drydock.site.BadInput;

/** What was given as a distribution point cannot be one. */
public class InvalidDistributionPointException extends BadInput {

  InvalidDistributionPointException(String message) {
    super(message);
  }
}
