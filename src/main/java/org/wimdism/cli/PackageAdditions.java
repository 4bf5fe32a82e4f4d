package org.wimdism.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.wimdism.ServicingError;
import org.wimdism.cbs.PackageFile;
import org.wimdism.cbs.PackageInstallation;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** Adds package files one after the other, with DISM's line and bar for each of them. */
final class PackageAdditions {

  private final MountedImage image;
  private final boolean ignoreCheck;
  private final Session session;

  /**
   * @param ignoreCheck whether packages are added of which no parent is installed
   */
  PackageAdditions(MountedImage image, boolean ignoreCheck, Session session) {
    this.image = image;
    this.ignoreCheck = ignoreCheck;
    this.session = session;
  }

  /** Adds those that can be added; throws at the end when others could not. */
  void add(List<Path> files) {
    PackageFailures failures = new PackageFailures(session);
    for (int i = 0; i < files.size(); i++) {
      String step = "Processing %d of %d - Adding package ".formatted(i + 1, files.size());
      try {
        add(files.get(i), step);
      } catch (ServicingError e) {
        failures.add(files.get(i).getFileName().toString(), e);
      }
    }
    failures.check(files.size());
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
          .add(opened, ignoreCheck, session.output().progress());
    }
  }
}
