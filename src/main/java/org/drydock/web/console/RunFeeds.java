package org.drydock.web.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.drydock.operation.OperationEnded;
import org.drydock.operation.OperationProgress;
import org.drydock.operation.OperationStarted;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunChanged;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.RunLogReader;
import org.drydock.servicing.RunPulse;
import org.drydock.servicing.RunReport;
import org.drydock.servicing.RunReports;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Keeps the open pages of runs up to date, as server-sent events: one feed for each such run. */
@Component
class RunFeeds implements SmartLifecycle {

  /** A thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final RunPulse pulse;
  private final RunReports reports;
  private final RunLogReader log;
  private final Map<Long, RunFeed> feeds = new ConcurrentHashMap<>();
  private final Map<RunReader, RunFeed> readers = new ConcurrentHashMap<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool(this::thread);
  private volatile boolean running;

  RunFeeds(RunPulse pulse, RunReports reports, RunLogReader log) {
    this.pulse = pulse;
    this.reports = reports;
    this.log = log;
  }

  /**
   * Follows a run until it has ended and all of it was told.
   *
   * @param offset up to where the page has the log, in bytes
   */
  SseEmitter follow(Run run, long offset) {
    SseEmitter page = new SseEmitter(0L);
    RunFeed[] begun = {null};
    RunReader[] reader = {null};
    feeds.compute( // in here, or the last reader to leave ends the feed
        run.runNumber(),
        (number, known) -> {
          RunFeed feed = known;
          if (feed == null || feed.isOver()) {
            feed = new RunFeed(run, pulse, reports, log);
            begun[0] = feed;
          }
          reader[0] = new RunReader(page, feed, offset);
          readers.put(reader[0], feed);
          feed.join(reader[0]);
          return feed;
        });
    page.onCompletion(reader[0]::leave);
    page.onTimeout(reader[0]::leave);
    page.onError(error -> reader[0].leave());
    try {
      if (begun[0] != null) {
        executor.execute(() -> watch(run.runNumber(), begun[0]));
      }
      executor.execute(() -> tell(reader[0]));
    } catch (RejectedExecutionException e) {
      readers.remove(reader[0]); // the server stops
      page.complete();
    }
    return page;
  }

  /** What the feed of a run has seen last, where its page is open. */
  Optional<RunReport> report(long number) {
    return Optional.ofNullable(feeds.get(number)).map(RunFeed::look).map(RunFeed.Look::report);
  }

  @EventListener
  void on(OperationStarted started) {
    tell(started.runNumber(), RunFeed::wake);
  }

  @EventListener
  void on(OperationEnded ended) {
    tell(ended.runNumber(), RunFeed::wake);
  }

  @EventListener
  void on(OperationProgress progress) {
    tell(progress.runNumber(), feed -> feed.progress(progress.operationId(), progress.percent()));
  }

  @EventListener
  void on(RunLog.Appended appended) {
    tell(appended.runNumber(), RunFeed::wake);
  }

  @TransactionalEventListener(fallbackExecution = true)
  public void on(RunChanged changed) {
    tell(changed.runNumber(), RunFeed::wake);
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    executor.shutdown();
    readers.keySet().forEach(RunReader::leave);
    feeds.values().forEach(RunFeed::close);
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

  private void tell(Long run, Consumer<RunFeed> news) {
    RunFeed feed = run == null ? null : feeds.get(run);
    if (feed != null) {
      news.accept(feed);
    }
  }

  private void watch(long run, RunFeed feed) {
    boolean again = true;
    while (again) {
      feed.watch();
      again =
          feeds.computeIfPresent(
                  run, (number, known) -> known == feed && !feed.isWanted() ? null : known)
              == feed;
    }
  }

  private void tell(RunReader reader) {
    try {
      reader.tell();
    } finally {
      readers.remove(reader);
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "run-feed-" + threads.incrementAndGet());
    thread.setDaemon(true); // it may be held up by a page that never reads
    return thread;
  }
}
