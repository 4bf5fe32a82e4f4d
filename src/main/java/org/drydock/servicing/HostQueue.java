package org.drydock.servicing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.drydock.host.LocalHost;
import org.drydock.site.DrydockProperties;
import org.drydock.site.ServicingDrive;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives runs a servicing host: at most so many at once on a host, and one at a time per image. */
@Component
public class HostQueue {

  /** How long a change made by another node may go unnoticed. */
  private static final long LOOK_AGAIN_MILLIS = 1000;

  private final Runs runs;
  private final LocalHost host;
  private final ServicingDrive drive;
  private final TransactionTemplate transaction;
  private final int slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  HostQueue(
      Runs runs,
      LocalHost host,
      ServicingDrive drive,
      TransactionTemplate transaction,
      DrydockProperties properties) {
    this.runs = runs;
    this.host = host;
    this.drive = drive;
    this.transaction = transaction;
    this.slots = properties.servicing().slots();
  }

  /**
   * Waits until the run has its host and its staging area. The row says meanwhile why it waits.
   *
   * @param stop called again and again; what it throws ends the waiting
   */
  public void await(long runNumber, Runnable stop) {
    while (true) {
      stop.run();
      lock.lock();
      try {
        if (takesHost(runNumber)) {
          return;
        }
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
              Optional<String> reason = reasonToWait(run);
              if (reason.isPresent()) {
                runs.waits(runNumber, reason.get());
                return false;
              }
              Path staging = StagingArea.of(drive.stagingRoot(), runNumber).folder();
              return runs.takesHost(runNumber, host.name(), staging);
            }));
  }

  private Optional<String> reasonToWait(Run run) {
    List<Run> active = runs.active();
    Optional<Run> sameImage =
        active.stream()
            .filter(other -> other.imageId().equals(run.imageId()))
            .filter(other -> other.host() != null || other.runNumber() < run.runNumber())
            .filter(other -> !other.runNumber().equals(run.runNumber()))
            .findFirst();
    if (sameImage.isPresent()) {
      return Optional.of(
          "waits for run " + sameImage.get().runNumber() + ", which services the same image");
    }
    List<Run> busy = active.stream().filter(other -> host.name().equals(other.host())).toList();
    if (busy.size() >= slots) {
      return Optional.of(
          "waits for host "
              + host.name()
              + ": "
              + busy.size()
              + " of "
              + slots
              + " slots busy (runs "
              + busy.stream()
                  .map(Run::runNumber)
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + ")");
    }
    return Optional.empty();
  }
}
