package org.wimdism.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wimdism.ServicingError;

/** What failed of several packages; the next one is tried all the same. */
final class PackageFailures {

  private final Session session;
  private final List<ServicingError> failures = new ArrayList<>();

  PackageFailures(Session session) {
    this.session = session;
  }

  /** Prints why a package failed. */
  void add(String name, ServicingError error) {
    failures.add(error);
    session.output().line("");
    session.output().line(name + ": " + error.text());
    session.output().line(" Error: " + hresult(error.code()));
    session.log().detail(name + " failed: " + error.text());
  }

  /**
   * Ends the command.
   *
   * @param packages how many were tried
   * @throws ServicingError when one of them failed
   */
  void check(int packages) {
    if (failures.isEmpty()) {
      return;
    }
    ServicingError first = failures.get(0);
    if (packages == 1) {
      throw first;
    }
    throw new ServicingError(
        first.code(),
        failures.size() == packages
            ? "DISM failed. No operation was performed.\n"
                + "For more information, review the log file."
            : "The command completed with errors.\n"
                + "For more information, refer to the log file.",
        first);
  }

  /** A package's own failure is always written as HRESULT. */
  private static String hresult(int code) {
    int whole = code >= 0 && code <= 0xffff ? 0x80070000 | code : code;
    return String.format(Locale.ROOT, "0x%08x", whole);
  }
}
