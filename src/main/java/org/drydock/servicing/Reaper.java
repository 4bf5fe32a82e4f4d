package org.drydock.servicing;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismSession;
import org.drydock.dism.MountedImage;
import org.drydock.host.FolderTree;
import org.drydock.image.ImageLibrary;
import org.drydock.site.DataFolder;
import org.drydock.site.NodeReturned;
import org.drydock.site.Nodes;
import org.drydock.site.ServicingDrive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes away, when the server starts or was lost for a while, what belongs to no living run of this
 * host: commands, mounts, staging areas, folders of operations. What is not ours is left alone and
 * reported.
 */
@Component
class Reaper {

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private static final long SECONDS_TO_STOP = 20;

  /** Between two looks for the logs of runs that retention has removed on another node. */
  private static final long HOURS = 6;

  private final StrayCommands strays;
  private final AbandonedRuns abandoned;
  private final RemovedRunLogs removedLogs;
  private final Runs runs;
  private final ImageLibrary images;
  private final Dism dism;
  private final DataFolder data;
  private final ServicingDrive drive;
  private final Nodes nodes;
  private final OfflineServicingLog servicingLog;
  private final ScheduledExecutorService hands =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "reaper"));
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile boolean ready;

  Reaper(
      StrayCommands strays,
      AbandonedRuns abandoned,
      RemovedRunLogs removedLogs,
      Runs runs,
      ImageLibrary images,
      Dism dism,
      DataFolder data,
      ServicingDrive drive,
      Nodes nodes,
      OfflineServicingLog servicingLog) {
    this.strays = strays;
    this.abandoned = abandoned;
    this.removedLogs = removedLogs;
    this.runs = runs;
    this.images = images;
    this.dism = dism;
    this.data = data;
    this.drive = drive;
    this.nodes = nodes;
    this.servicingLog = servicingLog;
  }

  @EventListener(ApplicationReadyEvent.class)
  void serverStarted() {
    ready = true;
    hands.execute(this::reap);
    hands.scheduleWithFixedDelay(this::removeLogs, HOURS, HOURS, TimeUnit.HOURS);
  }

  @EventListener(NodeReturned.class)
  void nodeReturned() {
    if (ready && waiting.compareAndSet(false, true)) { // else there is a round to come anyway
      hands.execute(
          () -> {
            waiting.set(false);
            reap();
          });
    }
  }

  /** Stops without interrupting: a thread that is in the database would close it for everyone. */
  @PreDestroy
  void stop() throws InterruptedException {
    hands.shutdown();
    hands.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
  }

  void reap() {
    attempt("end commands that belong to no run", this::endStrays);
    attempt("remove folders of ended operations", this::removeOperationFolders);
    attempt("remove what ended imports left", images::removeLeftImports);
    removeLogs();
    attempt("clean up after abandoned runs", abandoned::reap);
    attempt("look for what is not ours", this::reportForeign);
  }

  private void removeLogs() {
    attempt("remove the logs of runs that are not kept", removedLogs::remove);
  }

  /** Only then may others count on nothing being alive here. */
  private void endStrays() {
    strays.end();
    nodes.returned();
  }

  private void removeOperationFolders() throws IOException {
    for (Path folder : entries(data.operations())) {
      if (Files.isDirectory(folder) && !strays.belongsToLivingRun(folder)) {
        new FolderTree(folder).delete();
        LOG.info("Removed {}, which an ended operation had left.", folder);
      }
    }
  }

  private void reportForeign() throws IOException {
    Set<Path> own = new HashSet<>();
    Set<Path> roots = new HashSet<>(List.of(data.staging(), drive.stagingRoot()));
    for (Run run : runs.stagedOn(nodes.self())) {
      own.add(run.stagingFolder());
      roots.add(run.stagingFolder().getParent());
    }
    for (Path root : roots) {
      for (Path entry : entries(root)) {
        boolean ours = own.contains(entry) || root.equals(data.staging());
        if (!ours) {
          report("The folder " + entry);
        }
      }
    }
    for (Path mount : mounts()) {
      if (own.stream().noneMatch(mount::startsWith) && !mount.startsWith(data.root())) {
        report("The image mounted at " + mount);
      }
    }
  }

  private List<Path> mounts() throws IOException {
    Path scratch = data.operations().resolve("look-for-mounts");
    try {
      return dism
          .run(new DismCall.MountedImages(), new DismSession(data.dismLog(), scratch), () -> false)
          .stream()
          .map(MountedImage::mountDir)
          .toList();
    } finally {
      new FolderTree(scratch).delete();
    }
  }

  private void report(String what) {
    String text = what + " belongs to no run of this host and is left alone.";
    LOG.warn("{} Remove it by hand if nothing else needs it.", text);
    servicingLog.line(text);
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** One thing that cannot be done does not keep the others from being done. */
  private static void attempt(String what, Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      LOG.warn("Could not {}: {}. It is tried again at the next start.", what, e.toString());
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
