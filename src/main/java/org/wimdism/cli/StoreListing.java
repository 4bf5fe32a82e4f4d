package org.wimdism.cli;

import java.util.Locale;
import org.wimdism.cbs.StoreReport;

/** Prints the sizes of a component store in DISM's form. */
final class StoreListing {

  private static final long KILO = 1024;
  private static final long MEGA = 1024 * KILO;
  private static final long GIGA = 1024 * MEGA;

  private final Output output;

  StoreListing(Output output) {
    this.output = output;
  }

  void print(StoreReport report) {
    output.line("");
    output.line("Component Store (WinSxS) information:");
    output.line("");
    line("Windows Explorer Reported Size of Component Store", size(report.reported()));
    output.line("");
    line("Actual Size of Component Store", size(report.actual()));
    output.line("");
    line("    Shared with Windows", size(report.shared()));
    line("    Backups and Disabled Features", size(report.backups()));
    line("    Cache and Temporary Data", size(report.cache()));
    output.line("");
    // What DISM prints where nothing was ever cleaned was never seen.
    line("Date of Last Cleanup", report.lastReset().orElse("<undefined>"));
    output.line("");
    line("Number of Reclaimable Packages", Integer.toString(report.reclaimable()));
    line("Component Store Cleanup Recommended", report.reclaimable() > 0 ? "Yes" : "No");
    output.line("");
  }

  private void line(String name, String value) {
    output.line(name + " : " + value);
  }

  static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " bytes";
    }
    long unit = bytes < MEGA ? KILO : bytes < GIGA ? MEGA : GIGA;
    String name = unit == KILO ? "KB" : unit == MEGA ? "MB" : "GB";
    return String.format(Locale.ROOT, "%.2f %s", (double) bytes / unit, name);
  }
}
