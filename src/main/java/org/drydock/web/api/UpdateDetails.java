package org.drydock.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.drydock.update.CatalogueUpdate;
import org.drydock.update.PackageMetadata;
import org.drydock.update.UpdateListings;

/**
 * One update with all that is known of it.
 *
 * @param packages in its file; absent where the file is not here
 * @param catalogue what the offline catalogue says; absent where it is unknown there
 */
record UpdateDetails(
    @JsonUnwrapped UpdateSummary summary,
    List<PackageMetadata> packages,
    CatalogueUpdate catalogue) {

  static UpdateDetails of(UpdateListings.Description description) {
    return new UpdateDetails(
        UpdateSummary.of(description.update()),
        description.update().file() == null ? null : description.update().file().packages(),
        description.catalogue());
  }
}
