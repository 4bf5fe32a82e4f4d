package org.drydock.servicing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drydock.engine.Processes;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.operation.Operations;
import org.drydock.site.Removals;
import org.drydock.site.RetentionRule;
import org.springframework.stereotype.Component;

/** Removes the runs that are no longer kept, with their logs and their history. */
@Component
class RunRetention {

  private final Runs runs;
  private final RunRemoval removal;
  private final ImageLibrary images;
  private final Operations operations;
  private final Processes processes;
  private final Clock clock;

  RunRetention(
      Runs runs,
      RunRemoval removal,
      ImageLibrary images,
      Operations operations,
      Processes processes,
      Clock clock) {
    this.runs = runs;
    this.removal = removal;
    this.images = images;
    this.operations = operations;
    this.processes = processes;
    this.clock = clock;
  }

  /**
   * Applies a rule to the ended runs of each image. Those that are to be kept forever are not
   * counted.
   *
   * @param checkpoint called before each removal; what it throws ends the work
   */
  Removals apply(RetentionRule rule, Runnable checkpoint) {
    Removals removals = new Removals();
    Map<String, List<Run>> countedByImage =
        runs.list(null, null).stream()
            .filter(run -> run.status().isFinal() && !run.keep())
            .collect(Collectors.groupingBy(Run::imageId));
    countedByImage
        .values()
        .forEach(
            counted ->
                rule.exceeding(counted, Run::endedAt, clock.instant())
                    .forEach(
                        run -> {
                          checkpoint.run();
                          remove(run, removals);
                        }));
    return removals;
  }

  private void remove(Run run, Removals removals) {
    String what = "run " + run.runNumber();
    try {
      if (!isNeeded(run)) {
        removal
            .remove(run.runNumber())
            .ifPresent(bytes -> removals.removed(what + " of image " + run.imageId(), bytes));
      }
    } catch (RuntimeException e) { // one run must not hold up the others
      removals.failed(what, e);
    }
  }

  private boolean isNeeded(Run run) {
    return run.staging() != null // the reaper finds it through the row
        || madeTheVersionInUse(run)
        || !operations.aliveOfRun(run.runNumber()).isEmpty()
        || processes.active(run.processInstanceId());
  }

  /** It tells what is in the image that is being installed. */
  private boolean madeTheVersionInUse(Run run) {
    return images
        .find(run.imageId())
        .filter(image -> image.currentVersion() != null)
        .map(image -> images.version(image.id(), image.currentVersion()))
        .map(ImageVersion::runNumber)
        .filter(run.runNumber()::equals)
        .isPresent();
  }
}
