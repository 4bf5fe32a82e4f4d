package org.wimdism.wim;

import com.sun.jna.Pointer;

/** A stored stream of a WIM: where it lies and what it takes there. */
record WimResource(long compressedSize, long offset, String sha1, boolean metadata) {

  private static final int IS_METADATA = 0x2;

  /**
   * Reads {@code struct wimlib_resource_entry}: compressed_size 8, offset 16, sha1_hash 24, the
   * flags' bit field 52.
   */
  static WimResource read(Pointer resource) {
    return new WimResource(
        resource.getLong(8),
        resource.getLong(16),
        DirEntry.sha1(resource, 24),
        (resource.getInt(52) & IS_METADATA) != 0);
  }
}
