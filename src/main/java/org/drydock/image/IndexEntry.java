package org.drydock.image;

import java.util.List;
import org.springframework.data.annotation.Id;

/** An index of a published version as the database keeps it; languages separated by commas. */
record IndexEntry(
    @Id Long id,
    long versionId,
    int imageIndex,
    String name,
    String description,
    String architecture,
    String version,
    String edition,
    String languages,
    long size) {

  static IndexEntry of(long versionId, ImageIndex index) {
    return new IndexEntry(
        null,
        versionId,
        index.index(),
        index.name(),
        index.description(),
        index.architecture(),
        index.version(),
        index.edition(),
        String.join(",", index.languages()),
        index.size());
  }

  ImageIndex index() {
    return new ImageIndex(
        imageIndex,
        name,
        description,
        architecture,
        version,
        edition,
        languages.isEmpty() ? List.of() : List.of(languages.split(",")),
        size);
  }
}
