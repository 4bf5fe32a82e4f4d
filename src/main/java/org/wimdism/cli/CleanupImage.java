package org.wimdism.cli;

import java.time.Clock;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.ComponentCleanup;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Cleanup-Image /StartComponentCleanup: removes superseded components from the image. */
final class CleanupImage extends ServicingCommand {

  private static final List<String> ONLY_DISM =
      List.of(
          "AnalyzeComponentStore",
          "CheckHealth",
          "ScanHealth",
          "RestoreHealth",
          "RevertPendingActions",
          "SPSuperseded",
          "Defer");

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Cleanup-Image",
        null,
        List.of(
            "Image:",
            "StartComponentCleanup",
            "ResetBase",
            "Defer",
            "AnalyzeComponentStore",
            "CheckHealth",
            "ScanHealth",
            "RestoreHealth",
            "RevertPendingActions",
            "SPSuperseded",
            "Source:",
            "LimitAccess",
            "HideSP"),
        "/Image:FOLDER /StartComponentCleanup [/ResetBase]");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    for (String option : ONLY_DISM) {
      if (arguments.has(option)) {
        throw new ServicingError(
            ErrorCode.NOT_SUPPORTED,
            "The request is not supported.\nwimdism does not do /Cleanup-Image /"
                + option
                + ". Use DISM.exe on Windows for it.");
      }
    }
    if (!arguments.has("StartComponentCleanup")) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER, "/Cleanup-Image needs /StartComponentCleanup.");
    }
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      new ChangePermission(session.environment(), session.log()::warning).require(image, scratch);
    }
    new ComponentCleanup(image, Clock.systemUTC(), session.log()::info)
        .run(arguments.has("ResetBase"), session.output().progress());
    session.output().success();
    return SUCCESS;
  }
}
