package org.drydock.it.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The table of all cases: what each came to. */
final class Matrix {

  private static final Path FILE = Path.of("target", "faults", "matrix.txt");
  private static final String ROW = "%-22s" + " | %-28s".repeat(Fault.values().length) + "%n";

  private final String heading;
  private final Map<FaultCase, String> results = new HashMap<>();

  Matrix(String heading) {
    this.heading = heading;
  }

  void passed(FaultCase faultCase, Verdict verdict) {
    results.put(faultCase, "ok " + verdict.status() + " " + seconds(verdict.took()));
    write();
  }

  void failed(FaultCase faultCase) {
    results.put(faultCase, "FAILED");
    write();
  }

  /** Keeps it up to date in a file. */
  private void write() {
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(heading + System.lineSeparator());
    Object[] cells = new Object[Fault.values().length + 1];
    cells[0] = "step";
    for (Fault fault : Fault.values()) {
      cells[fault.ordinal() + 1] = fault.label();
    }
    table.append(ROW.formatted(cells));
    for (Step step : Step.values()) {
      cells[0] = step.label();
      for (Fault fault : Fault.values()) {
        cells[fault.ordinal() + 1] = result(new FaultCase(step, fault));
      }
      table.append(ROW.formatted(cells));
    }
    return table.toString();
  }

  private String result(FaultCase faultCase) {
    return faultCase.makesSense() ? results.getOrDefault(faultCase, "") : "-";
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
