package org.drydock.operation;

import java.time.Duration;

/** A step's work has not succeeded yet, and may the next time. */
public class TryAgainException extends RuntimeException {

  private final transient Duration pause;

  /**
   * @param pause before the work is done once more
   * @param message what an administrator reads meanwhile
   */
  public TryAgainException(Duration pause, String message) {
    super(message);
    this.pause = pause;
  }

  Duration pause() {
    return pause;
  }
}
