package org.wimdism.cbs;

/** Something in a manifest that wimdism cannot carry out, by its name there. */
final class Unsupported extends Exception {

  Unsupported(String element) {
    super(element);
  }

  String element() {
    return getMessage();
  }
}
