package org.wimdism.wim;

/** Hears how far a long operation is, in percent from 0 to 100. */
@FunctionalInterface
public interface Progress {

  Progress NONE = percent -> {};

  void percent(double percent);
}
