package org.drydock.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Prints what happens, each line with the seconds since the start. */
final class Narrator {

  private static final double MILLIS = 1000.0;

  private final PrintStream out;
  private final Instant start = Instant.now();

  Narrator(PrintStream out) {
    this.out = out;
  }

  void tell(String what) {
    out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(Duration.between(start, Instant.now())), what);
  }

  /** Something below the line before. */
  void add(String what) {
    out.println("          " + what);
  }

  void step(String name, Duration took) {
    tell(String.format(Locale.ROOT, "  %-58s %6.1f s", name, seconds(took)));
  }

  void lastLine(String line) {
    out.println(line);
    out.flush();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
