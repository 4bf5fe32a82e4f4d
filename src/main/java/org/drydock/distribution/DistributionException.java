package org.drydock.distribution;

/** An image could not be brought to a distribution point; what was there before still is. */
public class DistributionException extends RuntimeException {

  DistributionException(String message) {
    super(message);
  }

  DistributionException(String message, Throwable cause) {
    super(message, cause);
  }
}
