package org.drydock.web.api;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.drydock.operation.OperationView;
import org.drydock.operation.Operations;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunLog;
import org.drydock.servicing.Runs;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one reader what becomes of a run. It compares the database with what it has told, so that
 * it also sees what other nodes do.
 */
final class RunWatcher {

  /** Between two looks when nothing on this node wakes it. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Without a word in between, nobody would notice that a reader has gone. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** How much of the log one event holds. */
  private static final int LOG_PART_BYTES = 1 << 16;

  private final long number;
  private final SseEmitter reader;
  private final Runs runs;
  private final Operations operations;
  private final RunLog log;
  private final Semaphore bell = new Semaphore(0);
  private final Set<String> toldBegun = new HashSet<>();
  private final Set<String> toldEnded = new HashSet<>();
  private final Map<String, Double> toldProgress = new HashMap<>();
  private long offset;
  private Status toldStatus;
  private long lastWord = System.nanoTime();
  private volatile boolean left;

  RunWatcher(
      long number, long start, SseEmitter reader, Runs runs, Operations operations, RunLog log) {
    this.number = number;
    this.offset = start;
    this.reader = reader;
    this.runs = runs;
    this.operations = operations;
    this.log = log;
  }

  /** What a step event says. */
  record Step(String activityId, String state, String message) {}

  /** What a progress event says; percent from 0 to 100. */
  record Progress(String activityId, double percent) {}

  /** What a log event says; end is the offset behind the text, in bytes. */
  record Log(String text, long end) {}

  /** What a run event says. */
  record Status(long number, String status, String waitsFor) {
    static Status of(Run run) {
      return new Status(run.runNumber(), run.status().label(), run.queueReason());
    }
  }

  /** Something may have happened. */
  void wake() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** The reader is gone, or the server stops. */
  void leave() {
    left = true;
    wake();
  }

  /** Returns when the run has ended and all was told, or when there is nobody to tell. */
  void watch() {
    try {
      while (!left && !toldAll()) {
        signOfLife();
        bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
      }
      reader.complete();
    } catch (IOException | IllegalStateException e) {
      left = true; // the reader is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      reader.completeWithError(e);
    }
  }

  private boolean toldAll() throws IOException {
    try {
      Run run = runs.require(number); // before the rest, which is complete once the run has ended
      boolean ended = run.status().isFinal();
      if (!ended) {
        tell(Status.of(run));
      }
      for (OperationView operation : operations.ofRun(number)) {
        tell(operation);
      }
      tellLog();
      if (ended && !left) {
        tell(Status.of(run));
      }
      return ended;
    } catch (DataAccessException | TransactionException e) {
      return false; // the database is away; it is asked again at the next look
    }
  }

  private void tell(Status status) throws IOException {
    if (!status.equals(toldStatus)) {
      send(SseEmitter.event().name("run").data(status));
      toldStatus = status;
    }
  }

  private void tell(OperationView operation) throws IOException {
    String id = operation.operationId();
    if (operation.started() != null && toldBegun.add(id)) {
      send(step(operation, "active", null));
    }
    Double percent = operation.progress();
    if (percent != null && !percent.equals(toldProgress.put(id, percent))) {
      send(SseEmitter.event().name("progress").data(new Progress(operation.activityId(), percent)));
    }
    if (operation.state().ended() && toldEnded.add(id)) {
      String state = operation.state().name().toLowerCase(Locale.ROOT);
      send(step(operation, state, operation.message()));
    }
  }

  private void tellLog() throws IOException {
    boolean more = true;
    while (more && !left) {
      RunLog.Part part = log.read(number, offset, LOG_PART_BYTES);
      if (!part.text().isEmpty()) {
        send(
            SseEmitter.event()
                .name("log")
                .id(Long.toString(part.end()))
                .data(new Log(part.text(), part.end())));
      }
      offset = part.end();
      more = part.more();
    }
  }

  private void signOfLife() throws IOException {
    if (System.nanoTime() - lastWord > SIGN_OF_LIFE.toNanos()) {
      send(SseEmitter.event().comment(""));
    }
  }

  private void send(SseEmitter.SseEventBuilder event) throws IOException {
    reader.send(event);
    lastWord = System.nanoTime();
  }

  private static SseEmitter.SseEventBuilder step(
      OperationView operation, String state, String message) {
    return SseEmitter.event().name("step").data(new Step(operation.activityId(), state, message));
  }
}
