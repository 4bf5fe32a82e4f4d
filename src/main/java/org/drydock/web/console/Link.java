package org.drydock.web.console;

/** Words that lead somewhere. */
record Link(String text, String href) {

  static Link toRun(long number) {
    return new Link("#" + number, "/runs/" + number);
  }
}
