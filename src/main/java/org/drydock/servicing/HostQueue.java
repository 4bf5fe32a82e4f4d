package org.drydock.servicing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.drydock.site.Node;
import org.drydock.site.Nodes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives runs a servicing host: at most so many at once on a host, and one at a time per image. A
 * run goes to the host of the node that it waits on, or to another one that has a free slot.
 */
@Component
public class HostQueue {

  /** How long a change made by another node may go unnoticed. */
  private static final long LOOK_AGAIN_MILLIS = 1000;

  private final Runs runs;
  private final Nodes nodes;
  private final TransactionTemplate transaction;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  HostQueue(Runs runs, Nodes nodes, TransactionTemplate transaction) {
    this.runs = runs;
    this.nodes = nodes;
    this.transaction = transaction;
  }

  /**
   * Waits until the run has its host. The row says meanwhile why it waits.
   *
   * @param stop called again and again; what it throws ends the waiting
   */
  public void await(long runNumber, Runnable stop) {
    while (true) {
      stop.run();
      if (takesHost(runNumber)) {
        return;
      }
      lock.lock(); // never while the database is asked: who changes a run would wait for it
      try {
        changed.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while run " + runNumber + " waited.", e);
      } finally {
        lock.unlock();
      }
    }
  }

  /** A run that ended may let another one start. */
  @TransactionalEventListener(fallbackExecution = true)
  public void on(RunChanged event) {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean takesHost(long runNumber) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              runs.lockQueue();
              Run run = runs.require(runNumber);
              if (run.status() != RunStatus.QUEUED) {
                return true; // taken before a restart, or cancelled: the step ends either way
              }
              List<Run> active = runs.active();
              List<Node> up = nodes.up();
              Optional<Node> host =
                  sameImage(run, active).isPresent() ? Optional.empty() : freeHost(up, active);
              if (host.isPresent()) {
                return runs.takesHost(runNumber, host.get().name());
              }
              runs.waits(runNumber, reasonToWait(run, up, active));
              return false;
            }));
  }

  private static Optional<Run> sameImage(Run run, List<Run> active) {
    return active.stream()
        .filter(other -> other.imageId().equals(run.imageId()))
        .filter(other -> other.host() != null || other.runNumber() < run.runNumber())
        .filter(other -> !other.runNumber().equals(run.runNumber()))
        .findFirst();
  }

  private static Optional<Node> freeHost(List<Node> up, List<Run> active) {
    return up.stream().filter(node -> busy(node, active).size() < node.slots()).findFirst();
  }

  private static String reasonToWait(Run run, List<Node> up, List<Run> active) {
    Optional<Run> sameImage = sameImage(run, active);
    if (sameImage.isPresent()) {
      return "waits for run " + sameImage.get().runNumber() + ", which services the same image";
    }
    if (up.isEmpty()) {
      return "waits for a host: no node of the site takes runs now";
    }
    return up.stream()
        .map(node -> host(node, busy(node, active)))
        .collect(Collectors.joining("; ", "waits for host ", ""));
  }

  private static String host(Node node, List<Long> busy) {
    return node.name()
        + ": "
        + busy.size()
        + " of "
        + node.slots()
        + " slots busy (runs "
        + busy.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + ")";
  }

  private static List<Long> busy(Node node, List<Run> active) {
    return active.stream()
        .filter(run -> node.name().equals(run.host()))
        .map(Run::runNumber)
        .toList();
  }
}
