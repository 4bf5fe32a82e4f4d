package org.drydock.servicing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismSession;
import org.drydock.dism.MountedImage;
import org.drydock.host.FolderTree;
import org.drydock.site.DataFolder;
import org.springframework.stereotype.Component;

/** Takes away what a run left on the servicing drive: its mounts, then its staging area. */
@Component
public class RunCleanUp {

  private final Dism dism;
  private final RunLog log;
  private final DataFolder data;

  RunCleanUp(Dism dism, RunLog log, DataFolder data) {
    this.dism = dism;
    this.log = log;
    this.data = data;
  }

  /** Unmounts and discards every image mounted inside the run's staging area, and no other. */
  public void discardMounts(Run run) throws DismException, IOException {
    if (run.staging() == null) {
      return;
    }
    StagingArea staging = StagingArea.of(run);
    // Not on the servicing drive: that may be full.
    Path scratch = data.operations().resolve("clean-up-of-run-" + run.runNumber());
    DismSession session = new DismSession(log.dismLog(run.runNumber()), scratch);
    for (Path mount : ownMounts(staging, session)) {
      log.line(run.runNumber(), "UnMounting Image (Commit Changes = 0) " + mount);
      dism.run(new DismCall.UnmountImage(mount, false), session, () -> false);
    }
    new FolderTree(scratch).delete();
  }

  /** Removes the run's staging area. Nothing must be mounted in it any more. */
  public void removeStaging(Run run) throws IOException {
    if (run.staging() != null) {
      StagingArea.of(run).remove();
    }
  }

  private List<Path> ownMounts(StagingArea staging, DismSession session)
      throws DismException, IOException {
    Path folder = staging.folder();
    return dism.run(new DismCall.MountedImages(), session, () -> false).stream()
        .map(MountedImage::mountDir)
        .filter(mount -> mount.startsWith(folder))
        .toList();
  }
}
