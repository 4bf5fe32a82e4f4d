package org.drydock.distribution;

import org.drydock.site.Conflict;

/** The name or the folder of a new distribution point belongs to another one. */
public class DistributionPointExistsException extends Conflict {

  DistributionPointExistsException(DistributionPoint other) {
    super(
        "There is a distribution point \""
            + other.name()
            + "\" at "
            + other.path()
            + " already. Choose another name and another folder.");
  }
}
