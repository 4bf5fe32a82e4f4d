package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/** /Unmount-Image: ends a mount and keeps or drops its changes. */
final class UnmountImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Unmount-Image",
        "Unmount-Wim",
        List.of("MountDir:", "Commit", "Discard", "CheckIntegrity", "Append"),
        "/MountDir:FOLDER {/Commit or /Discard} [/CheckIntegrity] [/Append]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path folder = arguments.path("MountDir");
    if (arguments.has("Commit") == arguments.has("Discard")) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "Give either /Commit, to save the changes into the WIM, or /Discard, to drop them.");
    }
    if (arguments.has("Commit")) {
      try (MountedImage image = MountedImage.open(session.registry(), folder)) {
        CommitStep.run(image, arguments, session);
        session.output().line("Unmounting image");
        image.unmount();
      }
    } else {
      session.output().line("Unmounting image");
      session.registry().discard(folder);
    }
    Progress progress = session.output().progress();
    progress.percent(100);
    session.log().info("The image at " + folder + " is unmounted");
    session.output().success();
    return SUCCESS;
  }
}
