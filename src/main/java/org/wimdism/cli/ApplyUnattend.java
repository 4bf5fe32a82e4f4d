package org.wimdism.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.AnswerFile;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.Fault;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.PackageFile;
import org.wimdism.cbs.PackageInstallation;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Apply-Unattend: adds the packages that an answer file names. */
final class ApplyUnattend extends ServicingCommand {

  private static final String NAME = "Apply-Unattend";

  @Override
  public Syntax syntax() {
    return new Syntax(NAME, null, List.of("Image:"), ":FILE /Image:FOLDER");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    List<AnswerFile.Step> steps = AnswerFile.read(arguments.path(NAME));
    for (AnswerFile.Step step : steps) {
      if (step.action() == AnswerFile.Action.REMOVE) {
        throw new ServicingError(
            ErrorCode.NOT_SUPPORTED,
            "The request is not supported.\nwimdism does not remove packages by an answer file ("
                + step.identity()
                + "). Nothing was changed.");
      }
    }
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      new ChangePermission(session.environment(), session.log()::warning).require(image, scratch);
    }
    steps.forEach(step -> requireIdentity(step.source().orElseThrow(), step.identity(), session));
    List<ServicingError> failures = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Path source = steps.get(i).source().orElseThrow();
      session
          .output()
          .line(
              "Processing %d of %d - Adding package %s"
                  .formatted(i + 1, steps.size(), steps.get(i).identity()));
      try {
        add(source, image, session);
      } catch (ServicingError e) {
        AddPackage.report(source.getFileName().toString(), e, session);
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw AddPackage.summary(failures, steps.size());
    }
    session.output().success();
    return SUCCESS;
  }

  private static void add(Path source, MountedImage image, Session session) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      new PackageInstallation(
              image, scratch, Clock.systemUTC(), session.log()::warning, session.log()::info)
          .add(PackageFile.open(source, scratch.path()), session.output().progress());
    }
  }

  private static void requireIdentity(Path source, Identity named, Session session) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      Identity found = PackageFile.open(source, scratch.path()).identity();
      if (!found.sameAs(named)) {
        throw new ServicingError(
            Fault.INVALID_DATA.code(),
            "The data is invalid.\nThe answer file names "
                + named
                + ", but "
                + source
                + " holds "
                + found
                + ". Nothing was changed.");
      }
    }
  }
}
