package org.wimdism.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.Progress;

/** Writes to standard output in DISM's form. */
final class Output {

  /** The highest Windows build whose images wimdism accepts. */
  static final String DISM_VERSION = "10.0.26100.1";

  private final PrintStream out;
  private boolean quiet;

  Output(PrintStream out) {
    this.out = out;
  }

  /** From now on only errors are written. */
  void quiet() {
    quiet = true;
  }

  void banner() {
    line("");
    line("Deployment Image Servicing and Management tool");
    line("Version: " + DISM_VERSION);
    line("");
  }

  void line(String text) {
    if (!quiet) {
      out.println(text);
      out.flush();
    }
  }

  /** A step's progress bar, on lines of its own, one for each whole percent. */
  Progress progress() {
    return new Progress() {
      private int last = -1;

      @Override
      public void percent(double percent) {
        if ((int) percent > last) {
          last = (int) percent;
          line(ProgressBar.render(percent));
        }
      }
    };
  }

  void success() {
    line("The operation completed successfully.");
  }

  /**
   * The error block, also when quiet.
   *
   * @param log the log file; null when there is none
   */
  void error(ServicingError error, Path log) {
    out.println();
    out.println("Error: " + ErrorCode.format(error.code()));
    out.println();
    out.println(error.text());
    if (log != null) {
      out.println();
      out.println("The DISM log file can be found at " + log);
    }
    out.flush();
  }
}
