package org.drydock.site;

/** A rule of retention is missing, or has a limit that makes no sense. */
public class InvalidRetentionException extends BadInput {

  InvalidRetentionException(String message) {
    super(message);
  }
}
