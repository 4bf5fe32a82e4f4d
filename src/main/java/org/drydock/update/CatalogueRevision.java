package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * What the list of the offline catalogue ({@code package.xml}) says of one revision of an update.
 * Products, classifications and conditions (detectoids) are listed like updates.
 *
 * @param bundle whether other revisions are its parts
 * @param software false for products, classifications and conditions
 * @param language the language its texts are in for certain, or null
 * @param categories what it belongs to; bundles have them, their parts do not
 * @param prerequisites update ids: one of each group must be there
 * @param bundledBy revision ids of the bundles it is part of
 * @param supersededBy revision ids of what makes it unnecessary
 */
record CatalogueRevision(
    long revisionId,
    String updateId,
    int revisionNumber,
    Instant createdAt,
    boolean bundle,
    boolean software,
    String language,
    List<Category> categories,
    List<List<String>> prerequisites,
    List<Long> bundledBy,
    List<Long> supersededBy) {

  /**
   * @param type Company, ProductFamily, Product or UpdateClassification
   */
  record Category(String type, String id) {}
}
