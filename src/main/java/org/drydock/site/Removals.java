package org.drydock.site;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was removed because it is no longer kept, and what could not be. */
public final class Removals {

  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private final List<String> failures = new ArrayList<>();
  private int count;
  private long bytes;

  /**
   * @param what such as "run 12"
   * @param bytes the room on the disk that it gave back
   */
  public void removed(String what, long bytes) {
    count++;
    this.bytes += bytes;
    LOG.info("Removed {}, {} bytes: it is no longer kept", what, bytes);
  }

  /** It stays, and is tried again the next time. */
  public void failed(String what, Exception reason) {
    failures.add(what + ": " + reason.getMessage());
    LOG.warn("Could not remove {}; it is tried again the next time", what, reason);
  }

  public int count() {
    return count;
  }

  public long bytes() {
    return bytes;
  }

  /** What could not be removed, and why. */
  public List<String> failures() {
    return List.copyOf(failures);
  }
}
