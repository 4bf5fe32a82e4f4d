package org.drydock.servicing;

import java.util.Map;
import org.drydock.operation.DetachedTask;
import org.drydock.operation.TaskContext;
import org.springframework.stereotype.Component;

/** Discards the mounts of a run without a process instance, removes its staging area, ends it. */
@Component(CleanUpAbandonedRun.NAME)
class CleanUpAbandonedRun implements DetachedTask {

  static final String NAME = "cleanUpAbandonedRun";

  private final Runs runs;
  private final RunCleanUp cleanUp;
  private final RunLog log;
  private final RunNotices notices;

  CleanUpAbandonedRun(Runs runs, RunCleanUp cleanUp, RunLog log, RunNotices notices) {
    this.notices = notices;
    this.runs = runs;
    this.cleanUp = cleanUp;
    this.log = log;
  }

  /** A run without a host has left nothing anywhere. */
  @Override
  public boolean isBoundToHost(Map<String, Object> input) {
    return runs.require(number(input)).host() != null;
  }

  @Override
  public Map<String, Object> perform(Map<String, Object> input, TaskContext context)
      throws Exception {
    Run run = runs.require(number(input));
    cleanUp.discardMounts(run, context::checkCancelled);
    cleanUp.removeStaging(run);
    return Map.of();
  }

  @Override
  public void completed(Map<String, Object> input, Map<String, Object> result) {
    long run = number(input);
    if (!runs.require(run).status().isFinal()) {
      runs.ends(run, RunStatus.CANCELLED);
      notices.ended(runs.require(run));
      log.line(run, "The run is cancelled; nothing of it is left.");
    }
  }

  @Override
  public void failed(Map<String, Object> input, String message) {
    long run = number(input);
    String text =
        "The clean-up after the process instance had gone failed: "
            + message
            + " It is tried again at the next start of the server.";
    log.line(run, text);
    if (!runs.require(run).status().isFinal()) {
      runs.fails(run, new Failure("Clean up after deletion", null, null, null, text, null));
      runs.ends(run, RunStatus.FAILED);
      notices.ended(runs.require(run));
    }
  }

  private static long number(Map<String, Object> input) {
    return ((Number) input.get("runNumber")).longValue();
  }
}
