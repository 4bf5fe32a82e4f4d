package org.drydock.web.console;

import java.util.List;

/**
 * One update.
 *
 * @param sha256 of its file; null where that is not here
 * @param payload the files that the catalogue names
 * @param downloadable whether they can be fetched
 * @param supersedes what it makes unnecessary
 * @param images how each image stands to it
 */
record UpdatePage(
    String id,
    String label,
    String title,
    List<Badge> badges,
    List<ImagePage.Fact> facts,
    String sha256,
    String file,
    List<Payload> payload,
    String description,
    boolean downloadable,
    Link supersededBy,
    String supersededReason,
    List<Link> supersedes,
    List<Pack> packages,
    List<Standing> images) {

  /**
   * A file that the catalogue names.
   *
   * @param arrival where its download stands; null where nobody asked for it
   */
  record Payload(
      String name, String size, String sha1, String sha256, String url, Arrival arrival) {}

  record Arrival(Badge state, String error) {}

  /**
   * A package in the file.
   *
   * @param parents what must be in the image, each as a list of alternatives
   * @param stack the lowest servicing stack that can install it
   */
  record Pack(
      String identity,
      int depth,
      String releaseType,
      String description,
      List<String> parents,
      String stack) {}

  record Standing(Link image, Badge state, String reason) {}
}
