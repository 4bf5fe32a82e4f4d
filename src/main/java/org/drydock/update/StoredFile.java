package org.drydock.update;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A file of the content library, with who has use for it.
 *
 * @param note what happened to it; null for nothing worth telling
 * @param references in words
 * @param needed whether one of those needs it, so that it is not removed
 * @param since when it is in this state
 * @param checked when it was last read and found as it should be; null for not yet
 */
public record StoredFile(
    String sha256,
    String fileName,
    long size,
    String state,
    String note,
    List<String> references,
    boolean needed,
    Instant since,
    Instant checked) {

  static StoredFile of(ContentFile file, List<ContentReference> references) {
    return new StoredFile(
        file.sha256(),
        file.fileName(),
        file.sizeBytes(),
        file.state().name().toLowerCase(Locale.ROOT),
        file.note(),
        references.stream().map(ContentReference::by).toList(),
        references.stream().anyMatch(ContentReference::needs),
        file.changedAt(),
        file.checkedAt());
  }
}
