package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * Where updates come from, and what came of the last look at it.
 *
 * @param name {@code folder}, {@code offline-catalogue}, or {@code catalogue-location}, where that
 *     is fetched
 * @param location a path or an address
 * @param attemptedAt when it was last looked at
 * @param synchronizedAt when it was last read to the end; null for never
 * @param contentDate how old what it holds is: the day the catalogue was made; null for a folder
 * @param contentSha256 of the file that was read to the end, or null
 * @param added new at the last look that found something new
 * @param errorCount how many errors there were; the first of them are listed
 */
public record UpdateSource(
    String name,
    String location,
    Instant attemptedAt,
    Instant synchronizedAt,
    Instant contentDate,
    String contentSha256,
    int added,
    int changed,
    int withdrawn,
    int errorCount,
    List<SynchronizationError> errors) {

  public static final String FOLDER = "folder";
  public static final String OFFLINE_CATALOGUE = "offline-catalogue";
  public static final String CATALOGUE_LOCATION = "catalogue-location";
}
