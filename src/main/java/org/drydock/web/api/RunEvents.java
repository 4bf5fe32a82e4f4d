package org.drydock.web.api;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationProgress;
import org.drydock.operation.OperationStarted;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunChanged;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells those who watch a run of its steps, progress and log lines, as server-sent events. */
@Component
class RunEvents {

  private final Runs runs;
  private final Map<Long, Set<SseEmitter>> watchers = new ConcurrentHashMap<>();

  RunEvents(Runs runs) {
    this.runs = runs;
  }

  /** What a step event says. */
  record Step(String activityId, String state, String message) {}

  /** What a progress event says; percent from 0 to 100. */
  record Progress(String activityId, double percent) {}

  /** What a log event says; end is the log's size in bytes. */
  record Log(String text, long end) {}

  /** What a run event says. */
  record Status(long number, String status, String waitsFor) {
    static Status of(Run run) {
      return new Status(run.runNumber(), run.status().label(), run.queueReason());
    }
  }

  /** Follows a run until it has ended. */
  SseEmitter follow(Run run) {
    SseEmitter watcher = new SseEmitter(0L);
    long number = run.runNumber();
    watchers.computeIfAbsent(number, key -> ConcurrentHashMap.newKeySet()).add(watcher);
    watcher.onCompletion(() -> forget(number, watcher));
    watcher.onTimeout(() -> forget(number, watcher));
    watcher.onError(error -> forget(number, watcher));
    tellStatus(number);
    return watcher;
  }

  @EventListener
  void on(OperationStarted started) {
    tell(started.runNumber(), "step", new Step(started.activityId(), "active", null));
  }

  @EventListener
  void on(OperationEnded ended) {
    tell(
        ended.runNumber(),
        "step",
        new Step(
            ended.activityId(),
            ended.state().name().toLowerCase(java.util.Locale.ROOT),
            ended.message()));
  }

  @EventListener
  void on(OperationProgress progress) {
    tell(progress.runNumber(), "progress", new Progress(progress.activityId(), progress.percent()));
  }

  @EventListener
  void on(RunLog.Appended appended) {
    tell(appended.runNumber(), "log", new Log(appended.text(), appended.end()));
  }

  @TransactionalEventListener(fallbackExecution = true)
  public void on(RunChanged changed) {
    if (watchers.containsKey(changed.runNumber())) {
      tellStatus(changed.runNumber());
    }
  }

  private void tellStatus(long number) {
    Run run = runs.require(number);
    tell(number, "run", Status.of(run));
    if (run.status().isFinal()) {
      watchers.getOrDefault(number, Set.of()).forEach(SseEmitter::complete);
    }
  }

  private void tell(Long run, String event, Object data) {
    if (run == null) {
      return;
    }
    for (SseEmitter watcher : watchers.getOrDefault(run, Set.of())) {
      try {
        watcher.send(SseEmitter.event().name(event).data(data));
      } catch (IOException | IllegalStateException e) {
        forget(run, watcher); // the browser is gone
      }
    }
  }

  private void forget(long run, SseEmitter watcher) {
    watchers.computeIfPresent(
        run,
        (key, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }
}
