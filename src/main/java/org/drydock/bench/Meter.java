package org.drydock.bench;

import java.io.IOException;
import java.time.Duration;

/** Measures a piece of work, while it is done, by looking at its processes. */
final class Meter {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Meter() {}

  /** A piece of work. */
  @FunctionalInterface
  interface Work {
    void perform() throws IOException, InterruptedException;
  }

  static Measurement measure(ProcessGroup group, Work work)
      throws IOException, InterruptedException {
    group.begin();
    Watch watch = new Watch(group);
    watch.start();
    long started = System.nanoTime();
    Duration time;
    try {
      work.perform();
    } finally {
      time = Duration.ofNanos(System.nanoTime() - started);
      watch.interrupt();
      watch.join();
    }
    long memory = Math.max(watch.highest, group.look());
    return new Measurement(time, group.written(), memory);
  }

  private static final class Watch extends Thread {
    private final ProcessGroup group;
    private long highest;

    Watch(ProcessGroup group) {
      super("meter");
      this.group = group;
    }

    @Override
    public void run() {
      while (!isInterrupted()) {
        highest = Math.max(highest, group.look());
        try {
          Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }
}
