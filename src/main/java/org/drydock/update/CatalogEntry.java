package org.drydock.update;

import java.time.Instant;
import org.drydock.update.UpdateBinary.Container;
import org.springframework.data.annotation.Id;

/**
 * An update as the database keeps it.
 *
 * @param searchText everything a person may search for, in lower case
 * @param packages the package tree as JSON, so that the file never has to be read again
 * @param supersededBy the id of the update that supersedes it, or null
 */
record CatalogEntry(
    @Id String id,
    String kb,
    String title,
    UpdateKind kind,
    String classification,
    String architecture,
    Instant releaseDate,
    boolean deltas,
    String fileName,
    String sha256,
    long sizeBytes,
    Container container,
    String searchText,
    String packages,
    String supersededBy) {}
