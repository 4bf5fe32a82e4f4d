package org.drydock.site;

/** A page of a list cannot have this size. */
class InvalidPageException extends BadInput {

  InvalidPageException(int size, int largest) {
    super("size is " + size + "; a page has 1 to " + largest + " entries.");
  }
}
