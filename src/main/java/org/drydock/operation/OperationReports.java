package org.drydock.operation;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells what one operation does. A database that is away for a moment does not disturb the work:
 * what could not be recorded is recorded with the next report.
 */
final class OperationReports {

  private static final Logger LOG = LoggerFactory.getLogger(OperationReports.class);

  /** Between two records of progress in the database; listeners hear of every change. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Operation operation;
  private final OperationRepository operations;
  private final ApplicationEventPublisher events;
  private double percent = -1;
  private long recorded = System.nanoTime() - PAUSE;

  OperationReports(
      Operation operation, OperationRepository operations, ApplicationEventPublisher events) {
    this.operation = operation;
    this.operations = operations;
    this.events = events;
  }

  void started(Path folder) {
    events.publishEvent(
        new OperationStarted(
            operation.id(), operation.runNumber(), operation.activityId(), folder));
  }

  void output(String text) {
    events.publishEvent(
        new OperationOutput(operation.id(), operation.runNumber(), operation.activityId(), text));
  }

  /** Remembers how much of the output was published, for the server that re-attaches. */
  void outputRead(long position) {
    record(() -> operations.outputRead(operation.id(), position));
  }

  void progress(double percent) {
    if (percent == this.percent) {
      return;
    }
    this.percent = percent;
    events.publishEvent(
        new OperationProgress(
            operation.id(), operation.runNumber(), operation.activityId(), percent));
    long now = System.nanoTime();
    if (now - recorded >= PAUSE || percent >= 100) {
      recorded = now;
      record(() -> operations.progress(operation.id(), percent));
    }
  }

  private void record(Runnable change) {
    try {
      change.run();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("The progress of operation {} was not recorded: {}", operation.id(), e.toString());
    }
  }
}
