package org.wimdism.wim;

import com.sun.jna.Pointer;

/**
 * Turns libwim's progress messages into one percentage.
 *
 * <p>An exception must not leave a callback: it is kept, the operation is aborted, and {@link
 * #rethrow()} throws it when libwim has returned.
 */
final class WriteProgress implements LibWim.ProgressFunction {

  /** The streams are nearly all of the work; the rest is left for metadata and header. */
  private static final double STREAMS_SHARE = 97;

  private static final double METADATA_WRITTEN = 99;

  private final Progress progress;
  private RuntimeException failure;

  WriteProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public int invoke(int message, Pointer info, Pointer context) {
    try {
      switch (message) {
        // struct wimlib_progress_info_write_streams: total_bytes at 0, completed_bytes at 16
        case LibWim.PROGRESS_WRITE_STREAMS -> share(info.getLong(16), info.getLong(0));
        case LibWim.PROGRESS_WRITE_METADATA_BEGIN -> progress.percent(STREAMS_SHARE);
        case LibWim.PROGRESS_WRITE_METADATA_END -> progress.percent(METADATA_WRITTEN);
        default -> {}
      }
      return LibWim.PROGRESS_CONTINUE;
    } catch (RuntimeException e) {
      failure = e;
      return LibWim.PROGRESS_ABORT;
    }
  }

  void rethrow() {
    if (failure != null) {
      throw failure;
    }
  }

  private void share(long completed, long total) {
    if (total > 0) {
      progress.percent(STREAMS_SHARE * completed / total);
    }
  }
}
