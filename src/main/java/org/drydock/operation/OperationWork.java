package org.drydock.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One operation while a thread of this server looks after it. */
final class OperationWork {

  private final String operationId;
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile boolean cancelled;
  private boolean lookAgain;

  OperationWork(String operationId) {
    this.operationId = operationId;
  }

  String operationId() {
    return operationId;
  }

  /** The step was cancelled: the work must end. */
  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  /** The server stops: a command goes on without it, a task starts again with the next one. */
  void leave() {
    left.countDown();
  }

  boolean left() {
    return left.getCount() == 0;
  }

  /**
   * Waits before another try.
   *
   * @return false when the server stops
   */
  boolean pause(Duration length) throws InterruptedException {
    return !left.await(length.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Its row changed. Guarded by the runner's map, as is {@link #toBeLookedAtAgain}. */
  OperationWork lookAgain() {
    lookAgain = true;
    return this;
  }

  boolean toBeLookedAtAgain() {
    return lookAgain;
  }
}
