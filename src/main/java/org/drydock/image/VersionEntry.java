package org.drydock.image;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/** A published version as the database keeps it. */
record VersionEntry(
    @Id Long id,
    long imageNumber,
    int version,
    String fileName,
    long size,
    String sha256,
    Instant createdAt,
    Long runNumber,
    boolean experimental,
    boolean keep) {

  ImageVersion imageVersion() {
    return new ImageVersion(
        ImageId.of(imageNumber),
        version,
        fileName,
        size,
        sha256,
        createdAt,
        runNumber,
        experimental,
        keep);
  }
}
