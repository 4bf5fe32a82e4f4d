package org.wimdism.wim;

import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * The content of a file as the metadata of a WIM names it.
 *
 * @param sha1 all zero for an empty file
 * @param time when it was written, in units of 100 ns since 1601
 */
record FileContent(byte[] sha1, long time) {

  private static final byte[] EMPTY = new byte[20];
  private static final long UNIX_EPOCH = 116_444_736_000_000_000L;

  static FileContent of(Overlay.Blob blob, FileTime written) {
    return new FileContent(
        blob.size() == 0 ? EMPTY : HexFormat.of().parseHex(blob.sha1()), windowsTime(written));
  }

  static long windowsTime(FileTime time) {
    return UNIX_EPOCH + time.to(TimeUnit.MICROSECONDS) * 10;
  }
}
