package org.drydock.web.console;

import org.drydock.update.ListedUpdate;
import org.drydock.update.SoftwareUpdate;
import org.drydock.update.UpdateCatalog;
import org.drydock.update.UpdateListings;
import org.drydock.web.console.ImagePage.UpdateLine;
import org.springframework.stereotype.Component;

/** Links to updates by what people call them, for pages that know only their ids. */
@Component
class UpdateNames {

  private final UpdateCatalog catalog;
  private final UpdateListings listings;

  UpdateNames(UpdateCatalog catalog, UpdateListings listings) {
    this.catalog = catalog;
    this.listings = listings;
  }

  Link link(String id) {
    return new Link(
        catalog
            .find(id)
            .map(SoftwareUpdate::label)
            .or(() -> listings.find(id).map(ListedUpdate::label))
            .orElse(id),
        "/updates/" + id);
  }

  String title(String id) {
    return catalog
        .find(id)
        .map(SoftwareUpdate::title)
        .orElse("This update is no longer in the catalogue.");
  }

  UpdateLine line(String id) {
    return new UpdateLine(link(id), title(id));
  }
}
