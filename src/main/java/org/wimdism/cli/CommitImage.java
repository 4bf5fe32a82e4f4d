package org.wimdism.cli;

import java.util.List;
import org.wimdism.wim.MountedImage;

/** /Commit-Image: writes the changes into the WIM; the image stays mounted. */
final class CommitImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Commit-Image",
        "Commit-Wim",
        List.of("MountDir:", "CheckIntegrity", "Append"),
        "/MountDir:FOLDER [/CheckIntegrity] [/Append]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    try (MountedImage image = MountedImage.open(session.registry(), arguments.path("MountDir"))) {
      CommitStep.run(image, arguments, session);
    }
    session.output().success();
    return SUCCESS;
  }
}
