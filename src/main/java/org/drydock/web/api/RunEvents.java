package org.drydock.web.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationProgress;
import org.drydock.operation.OperationStarted;
import org.drydock.operation.Operations;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunChanged;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who watch a run of its steps, progress and log lines, as server-sent events. Each has
 * a thread of its own, so that one who does not read keeps nobody waiting, least of all the run.
 */
@Component
class RunEvents implements SmartLifecycle {

  /** A watcher's thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Runs runs;
  private final Operations operations;
  private final RunLog log;
  private final Map<Long, Set<RunWatcher>> watchers = new ConcurrentHashMap<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool(this::thread);
  private volatile boolean running;

  RunEvents(Runs runs, Operations operations, RunLog log) {
    this.runs = runs;
    this.operations = operations;
    this.log = log;
  }

  /**
   * Follows a run until it has ended and all of its log was told.
   *
   * @param start from where on the log is told, in bytes
   */
  SseEmitter follow(Run run, long start) {
    long number = run.runNumber();
    SseEmitter emitter = new SseEmitter(0L);
    RunWatcher watcher = new RunWatcher(number, start, emitter, runs, operations, log);
    emitter.onCompletion(watcher::leave);
    emitter.onTimeout(watcher::leave);
    emitter.onError(error -> watcher.leave());
    watchers.compute(
        number,
        (key, known) -> {
          Set<RunWatcher> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(watcher); // in here, or the last one to leave takes the set away
          return all;
        });
    try {
      executor.execute(() -> watch(number, watcher));
    } catch (RejectedExecutionException e) {
      forget(number, watcher); // the server stops
      emitter.complete();
    }
    return emitter;
  }

  @EventListener
  void on(OperationStarted started) {
    wake(started.runNumber());
  }

  @EventListener
  void on(OperationEnded ended) {
    wake(ended.runNumber());
  }

  @EventListener
  void on(OperationProgress progress) {
    wake(progress.runNumber());
  }

  @EventListener
  void on(RunLog.Appended appended) {
    wake(appended.runNumber());
  }

  @TransactionalEventListener(fallbackExecution = true)
  public void on(RunChanged changed) {
    wake(changed.runNumber());
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdown();
    watchers.values().forEach(ofRun -> ofRun.forEach(RunWatcher::leave));
    try {
      executor.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "run-events-" + threads.incrementAndGet());
    thread.setDaemon(true); // it may be held up by a reader that never reads
    return thread;
  }

  private void watch(long number, RunWatcher watcher) {
    try {
      watcher.watch();
    } finally {
      forget(number, watcher);
    }
  }

  private void wake(Long run) {
    if (run != null) {
      watchers.getOrDefault(run, Set.of()).forEach(RunWatcher::wake);
    }
  }

  private void forget(long run, RunWatcher watcher) {
    watchers.computeIfPresent(
        run,
        (key, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }
}
