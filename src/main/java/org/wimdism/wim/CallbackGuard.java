package org.wimdism.wim;

import java.util.function.BooleanSupplier;

/** Keeps exceptions from leaving a callback of libwim: it ends the iteration instead. */
final class CallbackGuard {

  /** Not one of libwim's own codes. */
  private static final int STOP = 10_000;

  private RuntimeException failure;

  /** Runs the callback's body, which says whether to go on; the result is for libwim. */
  int call(BooleanSupplier body) {
    try {
      return body.getAsBoolean() ? 0 : STOP;
    } catch (RuntimeException e) {
      failure = e;
      return STOP;
    }
  }

  /** Throws what the body threw; else libwim's result, where an end we asked for is success. */
  int outcome(int result) {
    if (failure != null) {
      throw failure;
    }
    return result == STOP ? 0 : result;
  }
}
