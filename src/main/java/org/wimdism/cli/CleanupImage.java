package org.wimdism.cli;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.ChangePermission;
import org.wimdism.cbs.ComponentCleanup;
import org.wimdism.cbs.Fault;
import org.wimdism.cbs.PendingActions;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.cbs.StoreAnalysis;
import org.wimdism.cbs.StoreHealth;
import org.wimdism.wim.MountedImage;

/** /Cleanup-Image: the work on the component store that its option names. */
final class CleanupImage extends ServicingCommand {

  private static final String REPAIRABLE = "The component store is repairable.";
  private static final String HEALTHY = "No component store corruption detected.";

  private static final List<String> ACTIONS =
      List.of(
          "StartComponentCleanup",
          "AnalyzeComponentStore",
          "CheckHealth",
          "ScanHealth",
          "RestoreHealth",
          "RevertPendingActions");

  /** Options that belong to one of the actions only. */
  private static final Map<String, String> PARTS =
      Map.of(
          "ResetBase", "StartComponentCleanup",
          "Defer", "StartComponentCleanup",
          "Source", "RestoreHealth",
          "LimitAccess", "RestoreHealth");

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
        "/Image:FOLDER {/StartComponentCleanup [/ResetBase] | /AnalyzeComponentStore |"
            + " /CheckHealth | /ScanHealth | /RestoreHealth [/Source:FOLDER_OR_WIM] [/LimitAccess]"
            + " | /RevertPendingActions}");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      switch (action(arguments)) {
        case "AnalyzeComponentStore" -> analyze(image, session);
        case "CheckHealth" -> {
          boolean healthy = health(image, scratch, session).check(session.output().progress());
          session.output().line(healthy ? HEALTHY : REPAIRABLE);
        }
        case "ScanHealth" -> scan(image, scratch, session);
        case "RestoreHealth" -> restore(image, arguments, scratch, session);
        case "RevertPendingActions" -> revert(image, session);
        default -> cleanUp(image, arguments, session);
      }
    }
    session.output().success();
    return SUCCESS;
  }

  private static void analyze(MountedImage image, Session session) {
    new StoreListing(session.output()).print(StoreAnalysis.of(image, session.output().progress()));
  }

  private static void scan(MountedImage image, ScratchFolder scratch, Session session) {
    boolean mark = mayMark(image, session);
    boolean healthy = health(image, scratch, session).scan(mark, session.output().progress());
    session.output().line(healthy ? HEALTHY : REPAIRABLE);
  }

  private static void restore(
      MountedImage image, Arguments arguments, ScratchFolder scratch, Session session) {
    image.requireWritable();
    requirePermission(image, session);
    try (RepairSources sources = RepairSources.open(arguments.values("Source"), image, session)) {
      health(image, scratch, session)
          .restore(sources.list(), session.log()::info, session.output().progress());
    }
    session.output().line("The restore operation completed successfully.");
  }

  private static void revert(MountedImage image, Session session) {
    requirePermission(image, session);
    session.output().line("Reverting pending actions from the image...");
    new PendingActions(image, session.log()::info).revert();
  }

  private static void cleanUp(MountedImage image, Arguments arguments, Session session) {
    if (arguments.has("Defer")) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The request is not supported.\n/Defer leaves the work to the maintenance of a running"
              + " Windows, and this one does not run. Leave out /Defer.");
    }
    requirePermission(image, session);
    new ComponentCleanup(image, Clock.systemUTC(), session.log()::info)
        .run(arguments.has("ResetBase"), session.output().progress());
  }

  private static StoreHealth health(MountedImage image, ScratchFolder scratch, Session session) {
    return new StoreHealth(image, scratch, Clock.systemUTC(), session.log()::warning);
  }

  private static void requirePermission(MountedImage image, Session session) {
    new ChangePermission(session.environment(), session.log()::warning).require(image);
  }

  /** A scan of what must not be changed is a scan all the same. */
  private static boolean mayMark(MountedImage image, Session session) {
    try {
      image.requireWritable();
      requirePermission(image, session);
      return true;
    } catch (ServicingError e) {
      if (e.code() != Fault.NOT_SUPPORTED.code() && e.code() != ErrorCode.NO_WRITE_PERMISSION) {
        throw e;
      }
      session.log().info("What the scan finds is not noted in the image: " + e.text());
      return false;
    }
  }

  private static String action(Arguments arguments) {
    if (arguments.has("SPSuperseded") || arguments.has("HideSP")) {
      throw new ServicingError(
          ErrorCode.NOT_SUPPORTED,
          "The request is not supported.\nwimdism knows no service packs, which Windows has had"
              + " none of since Windows 7. Leave out /SPSuperseded.");
    }
    List<String> given = ACTIONS.stream().filter(arguments::has).toList();
    if (given.size() != 1) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "/Cleanup-Image needs one of /" + String.join(", /", ACTIONS) + ".");
    }
    PARTS.forEach(
        (part, action) -> {
          if (arguments.has(part) && !action.equals(given.get(0))) {
            throw new ServicingError(
                ErrorCode.INVALID_PARAMETER, "/" + part + " belongs to /" + action + ".");
          }
        });
    if (arguments.has("Defer") && !arguments.has("ResetBase")) {
      throw new ServicingError(ErrorCode.INVALID_PARAMETER, "/Defer belongs to /ResetBase.");
    }
    return given.get(0);
  }
}
