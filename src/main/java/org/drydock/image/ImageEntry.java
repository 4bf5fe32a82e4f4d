package org.drydock.image;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * An image as the database keeps it.
 *
 * @param node the server that imports it; only that one may call the import dead
 */
record ImageEntry(
    @Id Long number,
    String name,
    ImageKind kind,
    ImageState state,
    String stateMessage,
    Integer currentVersion,
    Instant createdAt,
    String node) {

  OsImage image() {
    return new OsImage(
        ImageId.of(number), name, kind, state, stateMessage, currentVersion, createdAt);
  }
}
