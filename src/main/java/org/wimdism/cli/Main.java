package org.wimdism.cli;

/** The command line program {@code wimdism}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {}
}
