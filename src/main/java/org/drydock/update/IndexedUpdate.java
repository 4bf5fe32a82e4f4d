package org.drydock.update;

import java.util.List;

/**
 * What the index holds of an update: enough to find, filter, sort and list it.
 *
 * @param revisionId of the catalogue, 0 where it is unknown there
 * @param catalogueId the UpdateId in the catalogue, or null
 * @param fileId the id of the update in the content library, or null
 * @param classificationId of the catalogue, or null
 * @param products names of products and product families
 * @param productIds of the catalogue
 * @param releasedAt milliseconds since 1970
 * @param supersededBy the id of what supersedes it, or null
 * @param members the revisions that carry its packages: its parts, or itself
 * @param handler what installs it, such as Cbs; null where nothing tells
 * @param lowestBuild the lowest build of what its packages belong to
 * @param text what only this update says, in lower case
 * @param shared the number of the text that it has in common with others
 */
record IndexedUpdate(
    String id,
    long revisionId,
    String catalogueId,
    String fileId,
    String kb,
    String title,
    String classification,
    String classificationId,
    List<String> products,
    List<String> productIds,
    String architecture,
    long releasedAt,
    long size,
    String supersededBy,
    String supersededReason,
    boolean withdrawn,
    long[] members,
    String handler,
    int lowestBuild,
    int highestBuild,
    String text,
    int shared) {

  /** Packages that DISM can add to an image have this handler. */
  static final String PACKAGES = "Cbs";

  boolean isDownloaded() {
    return fileId != null;
  }

  boolean hasPackages() {
    return PACKAGES.equalsIgnoreCase(handler);
  }
}
