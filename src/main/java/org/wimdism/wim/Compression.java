package org.wimdism.wim;

/** The compression of a new WIM, by DISM's names for it. */
public enum Compression {
  NONE(LibWim.COMPRESSION_NONE),
  FAST(LibWim.COMPRESSION_XPRESS),
  MAX(LibWim.COMPRESSION_LZX),
  /** As a whole, which makes an ESD file: small, but it can be neither mounted nor changed. */
  RECOVERY(LibWim.COMPRESSION_LZMS);

  private final int number;

  Compression(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
