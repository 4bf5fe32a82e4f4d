package org.wimdism.cli;

import java.util.List;
import org.wimdism.wim.Progress;

/** /Remount-Image: takes up a mount again that lost its WIM or its record. */
final class RemountImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("Remount-Image", "Remount-Wim", List.of("MountDir:"), "/MountDir:FOLDER");
  }

  // The real output of this command was never seen; this is ours in the same manner.
  @Override
  public int run(Arguments arguments, Session session) {
    session.output().line("Remounting image");
    session.registry().remount(arguments.path("MountDir"));
    Progress progress = session.output().progress();
    progress.percent(100);
    session.output().success();
    return SUCCESS;
  }
}
