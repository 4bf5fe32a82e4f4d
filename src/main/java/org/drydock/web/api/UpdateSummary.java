package org.drydock.web.api;

import java.time.Instant;
import java.util.Locale;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateListing;

/**
 * An update as a list shows it.
 *
 * @param kind such as "servicing-stack" or "cumulative"
 * @param size of its file, in bytes
 * @param container "cab" or "msu"
 * @param supersededBy the id of the update that supersedes it; absent for none
 */
record UpdateSummary(
    String id,
    String kb,
    String title,
    String kind,
    String classification,
    String architecture,
    Instant releaseDate,
    boolean deltas,
    String fileName,
    String sha256,
    long size,
    String container,
    boolean superseded,
    String supersededBy) {

  static UpdateSummary of(UpdateListing listing) {
    SoftwareUpdate update = listing.update();
    return new UpdateSummary(
        update.id(),
        update.kb(),
        update.title(),
        update.kind().label(),
        update.classification(),
        update.architecture(),
        update.releaseDate(),
        update.deltas(),
        update.binary().fileName(),
        update.binary().sha256(),
        update.binary().size(),
        update.binary().container().name().toLowerCase(Locale.ROOT),
        listing.supersededBy() != null,
        listing.supersededBy());
  }
}
