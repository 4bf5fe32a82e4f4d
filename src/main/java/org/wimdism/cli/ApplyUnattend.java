package org.wimdism.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.wimdism.ServicingError;
import org.wimdism.cbs.AnswerFile;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.CheckpointFiles;
import org.wimdism.cbs.Fault;
import org.wimdism.cbs.Identity;
import org.wimdism.cbs.PackageFile;
import org.wimdism.cbs.PackageInstallation;
import org.wimdism.cbs.PackageRemoval;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Apply-Unattend: adds and removes the packages that an answer file names. */
final class ApplyUnattend extends ServicingCommand {

  private static final String NAME = "Apply-Unattend";

  @Override
  public Syntax syntax() {
    return new Syntax(NAME, null, List.of("Image:"), ":FILE /Image:FOLDER");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    List<AnswerFile.Step> steps = AnswerFile.read(arguments.path(NAME));
    new ChangePermission(session.environment(), session.log()::warning).require(image);
    steps.forEach(
        step ->
            step.source().ifPresent(source -> requireIdentity(source, step.identity(), session)));
    PackageFailures failures = new PackageFailures(session);
    for (int i = 0; i < steps.size(); i++) {
      AnswerFile.Step step = steps.get(i);
      session
          .output()
          .line(
              "Processing %d of %d - %s package %s"
                  .formatted(i + 1, steps.size(), doing(step), step.identity()));
      try {
        carryOut(step, image, session);
      } catch (ServicingError e) {
        failures.add(nameOf(step), e);
      }
    }
    failures.check(steps.size());
    session.output().success();
    return SUCCESS;
  }

  private static String doing(AnswerFile.Step step) {
    return switch (step.action()) {
      case INSTALL -> "Adding";
      case REMOVE -> "Removing";
    };
  }

  private static String nameOf(AnswerFile.Step step) {
    return step.source()
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse(step.identity().toString());
  }

  private static void carryOut(AnswerFile.Step step, MountedImage image, Session session) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      switch (step.action()) {
        case INSTALL ->
            new PackageInstallation(
                    image, scratch, Clock.systemUTC(), session.log()::warning, session.log()::info)
                .add(
                    PackageFile.open(step.source().orElseThrow(), scratch.path()),
                    new CheckpointFiles(scratch.path(), Optional.empty()),
                    false,
                    session.output().progress());
        case REMOVE ->
            new PackageRemoval(image, scratch, session.log()::info)
                .remove(step.identity().toString(), session.output().progress());
      }
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
