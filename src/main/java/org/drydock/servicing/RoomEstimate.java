package org.drydock.servicing;

/** How much room a run needs on the servicing drive. */
final class RoomEstimate {

  /** Scratch folders, logs, hives and the mount's own records. */
  private static final long FIXED_BYTES = 64L << 20;

  /**
   * What an update takes beside its copy: its unpacked payload in the scratch folder, the same in
   * the mounted image, and compressed in the image file. Update packages are compressed about 2:1.
   */
  private static final int UPDATE_FACTOR = 5;

  private RoomEstimate() {}

  /**
   * @param imageBytes the size of the WIM
   * @param updateBytes the size of all update binaries
   * @param export whether the image is exported into a second file
   */
  static long bytes(long imageBytes, long updateBytes, boolean export) {
    long image = export ? 2 * imageBytes + updateBytes : imageBytes;
    return FIXED_BYTES + image + (1 + UPDATE_FACTOR) * updateBytes;
  }
}
