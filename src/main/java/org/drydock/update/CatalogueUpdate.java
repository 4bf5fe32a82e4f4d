package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * An update as the offline catalogue describes it.
 *
 * @param severity such as Critical, or null
 * @param supersededBy what makes it unnecessary
 * @param prerequisites one of each group must be there
 * @param parts what a bundle consists of
 * @param files of it and its parts
 * @param withdrawnAt when a catalogue no longer listed it, or null
 */
public record CatalogueUpdate(
    String updateId,
    long revisionId,
    int revisionNumber,
    String title,
    String description,
    String kb,
    String severity,
    Instant createdAt,
    boolean bundle,
    List<Reference> supersededBy,
    List<List<Reference>> prerequisites,
    List<Reference> parts,
    List<PayloadFile> files,
    Instant withdrawnAt) {

  /**
   * Another entry of the catalogue.
   *
   * @param title null where the catalogue refers to what it does not describe
   */
  public record Reference(String updateId, String kb, String title) {}
}
