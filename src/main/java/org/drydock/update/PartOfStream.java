package org.drydock.update;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of a stream; closing skips what is left of them. */
final class PartOfStream extends InputStream {

  private final InputStream whole;
  private long left;

  PartOfStream(InputStream whole, long size) {
    this.whole = whole;
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = whole.read();
    if (read < 0) {
      throw new EOFException();
    }
    left--;
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int read = whole.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException();
    }
    left -= read;
    return read;
  }

  /**
   * @throws EOFException when the stream ends before
   */
  @Override
  public void close() throws IOException {
    whole.skipNBytes(left);
    left = 0;
  }
}
