package org.drydock.host;

import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** Turns bytes copied into the percentage of a whole. */
public final class CopyProgress implements LongConsumer {

  private final long total;
  private final DoubleConsumer percent;
  private long done;

  public CopyProgress(long total, DoubleConsumer percent) {
    this.total = Math.max(1, total);
    this.percent = percent;
  }

  @Override
  public void accept(long bytes) {
    done += bytes;
    percent.accept(Math.min(100, 100.0 * done / total));
  }
}
