package org.drydock.operation;

import java.nio.file.Path;
import java.time.Duration;
import org.drydock.operation.CommandOutput.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells what one operation does. A database that is away for a moment does not disturb the work:
 * what could not be recorded is recorded with a later report.
 */
final class OperationReports {

  private static final Logger LOG = LoggerFactory.getLogger(OperationReports.class);

  /** Between two records of progress in the database; listeners hear of every change. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Operation operation;
  private final OperationRepository operations;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;
  private final StringBuilder lines = new StringBuilder();
  private double percent = -1;
  private long recorded = System.nanoTime() - PAUSE;
  private boolean failing;

  OperationReports(
      Operation operation,
      OperationRepository operations,
      TransactionOperations transaction,
      ApplicationEventPublisher events) {
    this.operation = operation;
    this.operations = operations;
    this.transaction = transaction;
    this.events = events;
  }

  void started(Path folder) {
    events.publishEvent(
        new OperationStarted(
            operation.id(), operation.runNumber(), operation.activityId(), folder));
  }

  /**
   * Publishes a part of a command's output and remembers that it was read, both or neither.
   *
   * @return where to read on: the part's start where it could not be recorded
   */
  long output(Part part) {
    long[] position = {part.start()};
    record(() -> position[0] = transaction.execute(status -> published(part)));
    return position[0];
  }

  /** Publishes a line of a task. */
  void line(String text) {
    lines.append(text).append('\n');
    record(this::outstandingLines);
  }

  /** Publishes the lines of a task that could not be recorded before. */
  void outstandingLines() {
    if (!lines.isEmpty()) {
      transaction.executeWithoutResult(status -> publish(lines.toString()));
      lines.setLength(0);
    }
  }

  void progress(double percent) {
    if (percent == this.percent) {
      return;
    }
    this.percent = percent;
    long now = System.nanoTime();
    if (now - recorded >= PAUSE || percent >= 100) {
      recorded = now;
      record(() -> operations.progress(operation.id(), percent));
    }
    events.publishEvent(
        new OperationProgress(
            operation.id(), operation.runNumber(), operation.activityId(), percent));
  }

  private long published(Part part) {
    if (operations.outputRead(operation.id(), part.start(), part.end())) {
      publish(part.text());
      return part.end();
    }
    // Recorded already: by another node, or by a commit whose answer was lost with its connection.
    return operations.findById(operation.id()).orElseThrow().outputRead();
  }

  private void publish(String text) {
    events.publishEvent(
        new OperationOutput(operation.id(), operation.runNumber(), operation.activityId(), text));
  }

  private void record(Runnable change) {
    try {
      change.run();
      failing = false;
    } catch (DataAccessException | TransactionException e) {
      if (!failing) {
        failing = true;
        LOG.warn(
            "What operation {} does cannot be recorded for now, and is recorded later: {}",
            operation.id(),
            e.toString());
      }
    }
  }
}
