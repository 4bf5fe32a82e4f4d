package org.drydock.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.drydock.update.PackageMetadata;
import org.drydock.update.UpdateListing;

/** One update with the packages in its file. */
record UpdateDetails(@JsonUnwrapped UpdateSummary summary, List<PackageMetadata> packages) {

  static UpdateDetails of(UpdateListing listing) {
    return new UpdateDetails(UpdateSummary.of(listing), listing.update().packages());
  }
}
