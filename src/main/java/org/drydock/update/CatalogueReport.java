package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * What came of an offline catalogue in the inbox.
 *
 * @param file the path below the inbox
 * @param madeAt the day the catalogue was made, or null where it could not be opened
 * @param added revisions that were not known before
 * @param changed revisions of which the list says something else than before
 * @param withdrawn revisions that it does not have any more
 * @param cabinetsRead inner cabinets that had something new
 * @param errorCount how many errors there were; the first of them are listed
 */
public record CatalogueReport(
    String file,
    Outcome outcome,
    Instant madeAt,
    int added,
    int changed,
    int withdrawn,
    int cabinetsRead,
    int errorCount,
    List<SynchronizationError> errors) {

  /** How far it got. */
  public enum Outcome {
    SYNCHRONIZED,
    UNCHANGED,
    /** One made later was synchronised before, or is in the inbox too. */
    OLDER,
    FAILED
  }
}
