package org.wimdism.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.PackageRemoval;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Remove-Package: removes update packages, each wholly or not at all. */
final class RemovePackage extends ServicingCommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Remove-Package",
        null,
        List.of("Image:", "PackageName:", "PackagePath:"),
        "/Image:FOLDER {/PackageName:NAME | /PackagePath:FILE} [...]");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    List<String> given = new ArrayList<>(arguments.values("PackageName"));
    int names = given.size();
    given.addAll(arguments.values("PackagePath"));
    if (given.isEmpty()) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER, "/Remove-Package needs /PackageName or /PackagePath.");
    }
    new ChangePermission(session.environment(), session.log()::warning).require(image);
    PackageFailures failures = new PackageFailures(session);
    for (int i = 0; i < given.size(); i++) {
      String step = "Processing %d of %d - Removing package ".formatted(i + 1, given.size());
      try {
        if (i < names) {
          remove(given.get(i), step, image, session);
        } else {
          removeThatOf(Arguments.toPath(given.get(i)), step, image, session);
        }
      } catch (ServicingError e) {
        failures.add(given.get(i), e);
      }
    }
    failures.check(given.size());
    session.output().success();
    return SUCCESS;
  }

  private static void removeThatOf(Path cabinet, String step, MountedImage image, Session session) {
    String name;
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      name = PackageRemoval.nameOf(cabinet, scratch);
    } catch (ServicingError e) {
      session.output().line(step + cabinet);
      throw e;
    }
    remove(name, step, image, session);
  }

  private static void remove(String name, String step, MountedImage image, Session session) {
    session.output().line(step + name);
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      new PackageRemoval(image, scratch, session.log()::info)
          .remove(name, session.output().progress());
    }
  }
}
