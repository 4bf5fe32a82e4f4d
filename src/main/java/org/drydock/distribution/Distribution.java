package org.drydock.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.drydock.host.LocalHost;
import org.springframework.stereotype.Service;

/**
 * Brings published versions to distribution points: copied under a temporary name, synced, read
 * back and compared, and only then given its name. Safe to do again after any interruption.
 */
@Service
public class Distribution {

  private final LocalHost host;
  private final Set<Path> busy = ConcurrentHashMap.newKeySet();

  Distribution(LocalHost host) {
    this.host = host;
  }

  /**
   * Sends one version to one point, in place of what the point has of this image.
   *
   * @param confirm called before anything is replaced; what it throws ends the sending
   * @param progress told the percentage done
   * @return the WIM's path at the distribution point
   * @throws DistributionException when the point cannot take it; it keeps what it had
   * @throws CancellationException when it was cancelled; the point keeps what it had
   */
  public Path send(
      DistributionPoint point,
      Shipment shipment,
      BooleanSupplier cancelled,
      Runnable confirm,
      DoubleConsumer progress) {
    Path target = point.folderOf(shipment.imageId());
    if (!busy.add(target)) {
      throw new DistributionException(
          "Image "
              + shipment.imageId()
              + " is being sent to distribution point \""
              + point.name()
              + "\" already. Wait until that has ended.");
    }
    try {
      requireReachable(point, shipment);
      Delivery delivery = new Delivery(host.name(), point, shipment, cancelled, confirm, progress);
      delivery.requireRoom(host.freeSpace(point.path()));
      return shipment.wholeFolder() ? delivery.wholeFolder() : delivery.wimAlone();
    } catch (IOException e) {
      throw new DistributionException(
          "Cannot write "
              + shipment
              + " to distribution point \""
              + point.name()
              + "\" at "
              + point.path()
              + " ("
              + e
              + "). See that the folder is there, the server may write to it and it has room.",
          e);
    } finally {
      busy.remove(target);
    }
  }

  /** A missing folder is not made: a share that is not mounted would fill the local disk. */
  private static void requireReachable(DistributionPoint point, Shipment shipment) {
    if (!Files.isDirectory(point.path())) {
      throw new DistributionException(
          "Cannot send "
              + shipment
              + " to distribution point \""
              + point.name()
              + "\": "
              + point.path()
              + " is not a folder. Mount the share or make the folder.");
    }
  }
}
