package org.drydock.update;

import java.util.concurrent.CancellationException;

/** What a fetch tells, and is told. */
interface FetchControl {

  /**
   * @throws CancellationException when the fetch has to stop
   */
  void checkCancelled();

  /**
   * @param bytes of the file that are there now
   */
  void arrived(long bytes);

  /** Asks, before others see the file, whether the work is still this node's. */
  void confirmOwnership();
}
