package org.drydock.update;

import java.util.List;

/**
 * One page of the catalogue.
 *
 * @param next the id to continue after, or null on the last page
 */
public record UpdatePage(List<UpdateListing> items, String next) {

  /** Cuts the one item too many that tells whether there is a next page. */
  static UpdatePage of(List<UpdateListing> found, int size) {
    return found.size() <= size
        ? new UpdatePage(found, null)
        : new UpdatePage(found.subList(0, size), found.get(size - 1).update().id());
  }
}
