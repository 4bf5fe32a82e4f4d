package org.drydock.distribution;

import org.drydock.site.NotFound;

/** No distribution point has this id. */
public class DistributionPointNotFoundException extends NotFound {

  DistributionPointNotFoundException(long id) {
    super("There is no distribution point " + id + ".");
  }
}
