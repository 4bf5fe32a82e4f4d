package org.drydock.servicing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismSession;
import org.drydock.dism.MountedImage;
import org.drydock.host.FolderTree;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageReader;
import org.drydock.operation.Operations;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes away what a run left on its host: its mounts, then its staging area, and the files of a
 * version that it did not come to publish.
 */
@Component
public class RunCleanUp {

  private static final Logger LOG = LoggerFactory.getLogger(RunCleanUp.class);

  private static final String SCRATCH = "clean-up-of-run-";

  private final Dism dism;
  private final RunLog log;
  private final DataFolder data;
  private final ImageLibrary images;
  private final Runs runs;
  private final Operations operations;

  RunCleanUp(
      Dism dism,
      RunLog log,
      DataFolder data,
      ImageLibrary images,
      Runs runs,
      Operations operations) {
    this.operations = operations;
    this.dism = dism;
    this.images = images;
    this.runs = runs;
    this.log = log;
    this.data = data;
  }

  /** The run whose clean-up has this scratch folder among those of the operations. */
  static Optional<Long> runOfScratch(String folderName) {
    return folderName.startsWith(SCRATCH)
        ? Optional.of(Long.parseLong(folderName.substring(SCRATCH.length())))
        : Optional.empty();
  }

  /**
   * Unmounts and discards every image mounted inside the run's staging area, and no other.
   *
   * @param stop called again and again while files that are open keep a mount; what it throws ends
   *     the waiting
   */
  public void discardMounts(Run run, Runnable stop) throws DismException, IOException {
    if (run.staging() == null) {
      return;
    }
    StagingArea staging = StagingArea.of(run);
    // Not on the servicing drive: that may be full.
    Path scratch = data.operations().resolve(SCRATCH + run.runNumber());
    // What a lost host was at goes on there until it is back.
    operations.endLeftCommands(run.runNumber());
    // A server that died here left its calls running: a discard is let finish, a check is not.
    dism.endLeftCalls(scratch, true);
    dism.endLeftCalls(ImageReader.scratch(staging.verification()), false);
    makeRoom(staging);
    DismSession session = new DismSession(log.dismLog(run.runNumber()), scratch);
    discardMountsPatiently(run, staging, session, stop);
    new FolderTree(scratch).delete();
  }

  /** DISM wants some; but what cannot be given up must not keep the mounts. */
  private void makeRoom(StagingArea staging) {
    try {
      staging.makeRoom();
    } catch (IOException e) {
      LOG.warn("{} could not be emptied before the unmounting: {}", staging.folder(), e.toString());
    }
  }

  /** Again what is still mounted, as long as it may help. */
  private void discardMountsPatiently(
      Run run, StagingArea staging, DismSession session, Runnable stop)
      throws DismException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        discardMounts(run, staging, session);
        return;
      } catch (DismException e) {
        boolean again = e.wasCutShort() && attempt == 1 || dism.awaitRetry(e, attempt, stop);
        if (!again) {
          throw e;
        }
        log.line(run.runNumber(), e.getMessage() + " It is tried again.");
      }
    }
  }

  private void discardMounts(Run run, StagingArea staging, DismSession session)
      throws DismException, IOException {
    for (Path mount : ownMounts(staging, session)) {
      log.line(run.runNumber(), "UnMounting Image (Commit Changes = 0) " + mount);
      dism.run(new DismCall.UnmountImage(mount, false), session, () -> false);
    }
  }

  /** Removes all files of the run. Nothing must be mounted in its staging area any more. */
  public void removeStaging(Run run) throws IOException {
    if (run.staging() != null) {
      StagingArea.of(run).remove();
    }
    if (run.reservedVersion() != null && run.newVersion() == null) {
      images.dropUnpublished(run.imageId(), run.reservedVersion());
    }
    runs.unstages(run.runNumber()); // last: the reaper comes back as long as it is not said
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
