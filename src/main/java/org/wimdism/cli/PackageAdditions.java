package org.wimdism.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wimdism.ServicingError;
import org.wimdism.cbs.PackageFile;
import org.wimdism.cbs.PackageInstallation;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** Adds package files one after the other, with DISM's line and bar for each of them. */
final class PackageAdditions {

  private final MountedImage image;
  private final Session session;

  PackageAdditions(MountedImage image, Session session) {
    this.image = image;
    this.session = session;
  }

  /** Adds those that can be added; throws at the end when others could not. */
  void add(List<Path> files) {
    List<ServicingError> failures = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String step = "Processing %d of %d - Adding package ".formatted(i + 1, files.size());
      try {
        add(files.get(i), step);
      } catch (ServicingError e) {
        report(files.get(i), e);
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw summary(failures, files.size());
    }
  }

  private void add(Path file, String step) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      PackageFile opened;
      try {
        opened = PackageFile.open(file, scratch.path());
      } catch (ServicingError e) {
        session.output().line(step + file);
        throw e;
      }
      session.output().line(step + opened.identity());
      new PackageInstallation(
              image, scratch, Clock.systemUTC(), session.log()::warning, session.log()::info)
          .add(opened, session.output().progress());
    }
  }

  private void report(Path file, ServicingError error) {
    session.output().line("");
    session.output().line(file.getFileName() + ": " + error.text());
    session.output().line(" Error: " + hresult(error.code()));
    session.log().detail(file + " failed: " + error.text());
  }

  private static ServicingError summary(List<ServicingError> failures, int files) {
    ServicingError first = failures.get(0);
    if (files == 1) {
      return first;
    }
    return new ServicingError(
        first.code(),
        failures.size() == files
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
