package org.drydock.web.console;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLogReader;
import org.drydock.servicing.RunLogReader.Span;
import org.drydock.servicing.RunLogReader.Window;
import org.drydock.servicing.RunNotFoundException;
import org.drydock.servicing.RunPulse;
import org.drydock.servicing.RunPulse.Mark;
import org.drydock.servicing.RunReport;
import org.drydock.servicing.RunReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks at one run for all who have its page open: how many they are makes no difference to the
 * database. A look is cheap; only when something has changed is everything read, and then no more
 * often than a run with thousands of steps can bear.
 */
final class RunFeed {

  private static final Logger LOG = LoggerFactory.getLogger(RunFeed.class);

  /** Between two looks when nothing on this node wakes it. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Between two looks when one thing after another happens, such as the progress of DISM. */
  private static final Duration REST = Duration.ofMillis(250);

  /** Between two readings of everything, while the run's status stays the same. */
  private static final Duration READ = Duration.ofSeconds(1);

  /** At most a tenth of the time goes into reading, however long that takes. */
  private static final int READING_SHARE = 10;

  private final Run run;
  private final RunPulse pulse;
  private final RunReports reports;
  private final RunLogReader log;
  private final Set<RunReader> readers = ConcurrentHashMap.newKeySet();
  private final Map<String, Double> progress = new ConcurrentHashMap<>();
  private final Semaphore bell = new Semaphore(0);
  private final ReentrantLock tailLock = new ReentrantLock();
  private volatile Look look;
  private volatile boolean over;
  private Mark mark;
  private long nextReading = System.nanoTime();
  private Window tail;

  RunFeed(Run run, RunPulse pulse, RunReports reports, RunLogReader log) {
    this.run = run;
    this.pulse = pulse;
    this.reports = reports;
    this.log = log;
  }

  /**
   * What was seen last.
   *
   * @param logSize in bytes
   * @param progress the percentages that are not in the database yet, by operation
   */
  record Look(RunReport report, RunNews news, long logSize, Map<String, Double> progress) {}

  void join(RunReader reader) {
    readers.add(reader);
    reader.wake();
  }

  void leave(RunReader reader) {
    readers.remove(reader);
    wake();
  }

  /** Something may have happened. */
  void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** An operation came further; the database hears of it later. */
  void progress(String operationId, double percent) {
    progress.put(operationId, percent);
    wake();
  }

  /** Null before the first look. */
  Look look() {
    return look;
  }

  /** Whether the run is over, or gone, and all about it was seen. */
  boolean isOver() {
    return over;
  }

  /** Whether there is somebody to look for, and something to see. */
  boolean isWanted() {
    return !over && !readers.isEmpty();
  }

  /** Nobody is told any more. */
  void close() {
    over = true;
    wake();
  }

  /** Returns when there is nobody to look for, or nothing to see any more. */
  void watch() {
    try {
      while (isWanted()) {
        see();
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        bell.tryAcquire(LOOK.minus(REST).toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.forEach(RunReader::wake);
    }
  }

  /** The lines of the log from there on; those who are equally far share one reading. */
  Window linesFrom(long offset) {
    tailLock.lock();
    try {
      if (tail == null || tail.start() != offset || tail.lines().isEmpty()) {
        tail = log.forward(run.runNumber(), offset, Span.ALL, null);
      }
      return tail;
    } finally {
      tailLock.unlock();
    }
  }

  private boolean isDue() {
    return System.nanoTime() - nextReading >= 0;
  }

  private void see() {
    try {
      Mark now = pulse.of(run);
      boolean ended = now.status().isFinal(); // then nothing comes behind what is read now
      Map<String, Double> percents = Map.copyOf(progress);
      Look last = look;
      if (last == null || !now.equals(mark) && (isDue() || now.status() != mark.status())) {
        long begun = System.nanoTime();
        RunReport report = reports.of(run.runNumber());
        look = new Look(report, RunNews.of(report, percents), now.logSize(), percents);
        mark = now;
        over = ended;
        long took = System.nanoTime() - begun;
        nextReading = begun + Math.max(READ.toNanos(), took * READING_SHARE);
        readers.forEach(RunReader::wake);
      } else if (now.logSize() != last.logSize() || !percents.equals(last.progress())) {
        RunNews news = last.news().with(last.report(), percents);
        look = new Look(last.report(), news, now.logSize(), percents);
        readers.forEach(RunReader::wake);
      }
    } catch (RunNotFoundException e) {
      over = true; // retention has removed it
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("Run {} is looked at again later: {}", run.runNumber(), e.toString());
    }
  }
}
