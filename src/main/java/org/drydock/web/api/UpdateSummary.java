package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.drydock.update.ListedUpdate;
import org.drydock.update.SoftwareUpdate;

/**
 * An update as a list shows it. What only a file tells is absent where the file is not here.
 *
 * @param kind such as "servicing-stack" or "cumulative"
 * @param state "downloaded" or "not-downloaded"
 * @param size of its files, in bytes
 * @param container "cab" or "msu"
 * @param catalogueId its UpdateId in the offline catalogue; absent where it is unknown there
 * @param supersededBy the id of the update that supersedes it; absent for none
 */
record UpdateSummary(
    String id,
    String kb,
    String title,
    String kind,
    String classification,
    List<String> products,
    String architecture,
    Instant releaseDate,
    String state,
    Boolean deltas,
    String fileName,
    String sha256,
    long size,
    String container,
    String catalogueId,
    boolean withdrawn,
    boolean superseded,
    String supersededBy,
    String supersededReason) {

  static UpdateSummary of(ListedUpdate update) {
    SoftwareUpdate file = update.file();
    return new UpdateSummary(
        update.id(),
        update.kb(),
        update.title(),
        file == null ? null : file.kind().label(),
        update.classification(),
        update.products(),
        update.architecture(),
        update.releaseDate(),
        update.state().label(),
        file == null ? null : file.deltas(),
        file == null ? null : file.binary().fileName(),
        file == null ? null : file.binary().sha256(),
        update.size(),
        file == null ? null : file.binary().container().name().toLowerCase(Locale.ROOT),
        update.catalogueId(),
        update.withdrawn(),
        update.supersededBy() != null,
        update.supersededBy(),
        update.supersededReason());
  }
}
