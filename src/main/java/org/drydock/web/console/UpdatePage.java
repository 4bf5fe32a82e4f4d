package org.drydock.web.console;

import java.util.List;

/**
 * One update.
 *
 * @param supersedes what it makes unnecessary
 * @param images how each image stands to it
 */
record UpdatePage(
    String label,
    String title,
    Badge badge,
    List<ImagePage.Fact> facts,
    String sha256,
    String file,
    Link supersededBy,
    List<Link> supersedes,
    List<Pack> packages,
    List<Standing> images) {

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
