package org.drydock.update;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * The record of a file in the content library.
 *
 * @param sha1 null for one that came before this was recorded
 * @param fileName the name it came under
 * @param note what happened to it; null for nothing worth telling
 * @param changedAt since when it is in this state
 * @param checkedAt when it was last read and found as it should be; null for not yet
 */
record ContentFile(
    @Id String sha256,
    String sha1,
    String fileName,
    long sizeBytes,
    State state,
    String note,
    Instant changedAt,
    Instant checkedAt) {

  /** What can be said of a file. */
  public enum State {
    AVAILABLE,
    /** It was damaged and was put aside. */
    QUARANTINED,
    /** It was there, and was not found again. */
    MISSING,
    /** It was removed because nothing needed it. */
    REMOVED
  }
}
