package org.drydock.operation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.drydock.site.DrydockProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives each of this node's operations a thread. What an earlier server of this node left is taken
 * up again at start-up; what other nodes add, cancel or take away is noticed soon.
 */
@Component
public class OperationRunner implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);

  /** A thread may be in the database when the server stops, so it is waited for. */
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  /** Before an operation is looked at again after something unforeseen, such as a lost database. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Between two looks for what other nodes have done to this node's operations. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Set<OperationState> WAITING =
      EnumSet.of(OperationState.QUEUED, OperationState.CANCELLING);

  private static final Set<OperationState> OPEN =
      EnumSet.of(OperationState.QUEUED, OperationState.RUNNING, OperationState.CANCELLING);

  private final OperationRepository operations;
  private final OperationPerformer performer;
  private final String node;
  private final Map<String, OperationWork> alive = new ConcurrentHashMap<>();
  private final AtomicInteger threads = new AtomicInteger();
  private ExecutorService executor;
  private ScheduledExecutorService watch;
  private boolean watchFails;
  private volatile boolean running;

  OperationRunner(
      OperationRepository operations, OperationPerformer performer, DrydockProperties properties) {
    this.operations = operations;
    this.performer = performer;
    this.node = properties.node().name();
  }

  /** Has a look at an operation: it is new, or was cancelled, or may go on. Returns at once. */
  public void submit(String operationId) {
    if (running) {
      try {
        executor.execute(() -> look(operationId));
      } catch (RejectedExecutionException e) {
        return; // the server stops; the next one takes it up
      }
    }
  }

  @Override
  public void start() {
    executor =
        Executors.newCachedThreadPool(
            work -> new Thread(work, "operation-" + threads.incrementAndGet()));
    running = true;
    operations.findByNodeAndStateIn(node, OPEN).forEach(operation -> submit(operation.id()));
    watch = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "operation-watch"));
    watch.scheduleWithFixedDelay(
        this::lookForChanges, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    alive.values().forEach(OperationWork::leave);
    watch.shutdown();
    executor.shutdown();
    try {
      watch.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
      if (!executor.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("Still at work, and left to start again: operations {}", alive.keySet());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Cancelled work may have held up what follows it in the run. */
  @EventListener
  void ended(OperationEnded ended) {
    if (ended.runNumber() != null) {
      operations
          .findByRunNumberAndState(ended.runNumber(), OperationState.QUEUED)
          .forEach(operation -> submit(operation.id()));
    }
  }

  private void lookForChanges() {
    try {
      operations.findByNodeAndStateIn(node, WAITING).forEach(operation -> submit(operation.id()));
      alive.forEach(
          (id, work) -> {
            if (performer.unwanted(id)) {
              work.cancel();
            }
          });
      watchFails = false;
    } catch (RuntimeException e) {
      if (!watchFails) {
        LOG.warn("This node's operations cannot be looked at for changes: {}", e.toString());
      }
      watchFails = true;
    }
  }

  private void look(String operationId) {
    OperationWork own = new OperationWork(operationId);
    OperationWork work =
        alive.compute(operationId, (id, other) -> other == null ? own : other.lookAgain());
    try {
      if (work == own) {
        perform(work);
      } else if (performer.unwanted(operationId)) {
        work.cancel();
      }
    } catch (RuntimeException e) {
      LOG.error("Operation {} could not be looked after; it will be tried again", operationId, e);
      CompletableFuture.delayedExecutor(PAUSE.toSeconds(), TimeUnit.SECONDS)
          .execute(() -> submit(operationId));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void perform(OperationWork work) throws InterruptedException {
    try {
      performer.perform(work);
    } finally {
      alive.compute(
          work.operationId(),
          (id, same) -> {
            if (work.toBeLookedAtAgain()) {
              submit(id);
            }
            return null;
          });
    }
  }
}
