package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import org.wimdism.wim.Progress;

/** /Cleanup-Mountpoints: removes what broken mounts left behind; good ones stay. */
final class CleanupMountpoints implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("Cleanup-Mountpoints", "Cleanup-Wim", List.of(), "");
  }

  // The real output of this command was never seen; this is ours in the same manner.
  @Override
  public int run(Arguments arguments, Session session) {
    session.output().line("Scanning local drives for stale files");
    for (Path folder : session.registry().cleanUp()) {
      session.log().info("Removed what was left of a mount at " + folder);
    }
    Progress progress = session.output().progress();
    progress.percent(100);
    session.output().success();
    return SUCCESS;
  }
}
