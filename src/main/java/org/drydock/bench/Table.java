package org.drydock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown, which reads well as it is, too. */
final class Table {

  private static final double MEGABYTE = 1e6;

  private final List<String> lines = new ArrayList<>();

  Table(String... heads) {
    line(heads);
    lines.add("|" + "---|".repeat(heads.length));
  }

  void line(String... cells) {
    lines.add("| " + String.join(" | ", cells) + " |");
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  static String seconds(Measurement measurement) {
    return format("%.1f s", seconds(measurement.time().toNanos()));
  }

  static String megabytes(long bytes) {
    return format("%.0f MB", bytes / MEGABYTE);
  }

  static String ratio(Measurement one, Measurement other) {
    return format("%.2f", (double) one.time().toNanos() / other.time().toNanos());
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
