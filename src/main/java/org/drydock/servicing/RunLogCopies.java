package org.drydock.servicing;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps the files of the logs that grow on this node up to date, in one thread: nobody who writes a
 * line waits for a file.
 */
@Component
class RunLogCopies implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RunLogCopies.class);

  /** Between tries while a file cannot be written; a new line is a reason to try at once. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Files of older runs are not looked after: an administrator may have cleared them away. */
  private static final Duration RECENT = Duration.ofDays(7);

  /** The thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private final RunLogCopy copy;
  private final OfflineServicingLog servicingLog;
  private final JdbcTemplate jdbc;
  private final DataFolder data;
  private final Clock clock;
  private final Set<Long> behind = new TreeSet<>();
  private boolean newLines;
  private boolean running;
  private boolean failing;
  private Thread thread;

  RunLogCopies(
      RunLogCopy copy,
      OfflineServicingLog servicingLog,
      JdbcTemplate jdbc,
      DataFolder data,
      Clock clock) {
    this.copy = copy;
    this.servicingLog = servicingLog;
    this.jdbc = jdbc;
    this.data = data;
    this.clock = clock;
  }

  @EventListener
  void on(RunLog.Appended appended) {
    look(List.of(appended.runNumber()));
  }

  @Override
  public void start() {
    synchronized (this) {
      running = true;
    }
    look(recentRuns());
    thread = new Thread(this::work, "run-log-copies");
    thread.start();
  }

  @Override
  public void stop() {
    synchronized (this) {
      running = false;
      notifyAll();
    }
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** Stops after those who write lines. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 1;
  }

  private List<Long> recentRuns() {
    return jdbc.queryForList(
        "SELECT log.run_number FROM run_log_size log JOIN run ON run.run_number = log.run_number"
            + " WHERE run.ended_at IS NULL OR run.ended_at > ?",
        Long.class,
        Timestamp.from(clock.instant().minus(RECENT)));
  }

  private synchronized void look(Collection<Long> runs) {
    behind.addAll(runs);
    newLines = true;
    notifyAll();
  }

  private void work() {
    while (awaitWork()) {
      completeFiles();
    }
    completeFiles();
  }

  /**
   * @return false when the server stops
   */
  private synchronized boolean awaitWork() {
    long until = System.nanoTime() + PAUSE.toNanos();
    try {
      for (long left = PAUSE.toMillis(); running && !newLines && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    newLines = false;
    return running;
  }

  private void completeFiles() {
    servicingLog.writeKept();
    boolean failed = false;
    for (long run : runsBehind()) {
      failed |= !completed(run);
    }
    if (failing && !failed) {
      LOG.info("The files of the run logs in {} are complete again.", data.runLogs());
    }
    failing = failed;
  }

  private boolean completed(long run) {
    try {
      copy.complete(run);
      return true;
    } catch (IOException | DataAccessException | TransactionException e) {
      synchronized (this) {
        behind.add(run);
      }
      if (!failing) {
        failing = true;
        LOG.warn(
            "Cannot write the file of a run's log in {}: {}. Give the user that the server runs as"
                + " write access and room there. Runs go on: their logs are in the database, and the"
                + " files are completed as soon as they can be written.",
            data.runLogs(),
            e.toString());
      }
      return false;
    }
  }

  /** A line that comes from now on puts its run back. */
  private synchronized List<Long> runsBehind() {
    List<Long> runs = List.copyOf(behind);
    behind.clear();
    return runs;
  }
}
