package org.drydock.schedule;

import java.time.Instant;
import java.util.List;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.drydock.update.ListedUpdate;
import org.drydock.update.PayloadFile;
import org.drydock.update.UpdateDownloads;
import org.drydock.update.UpdateListings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Asks for the files of the updates that a rule wants for an image and that are not here. */
@Component
class MissingFiles {

  private static final Logger LOG = LoggerFactory.getLogger(MissingFiles.class);

  private static final String OUT_OF_TIME =
      "It had not arrived when the occurrence of a schedule could not wait any longer"
          + " (drydock.schedules.longest-download). What has arrived stays; the next attempt goes"
          + " on from there.";

  private final RuledUpdates ruled;
  private final UpdateListings listings;
  private final UpdateDownloads downloads;

  MissingFiles(RuledUpdates ruled, UpdateListings listings, UpdateDownloads downloads) {
    this.ruled = ruled;
    this.listings = listings;
    this.downloads = downloads;
  }

  /**
   * An image that cannot be looked at is left to the choice of updates, which tells why.
   *
   * @param request the process instance that waits for the files
   */
  void request(UpdateRule rule, String imageId, String request, Instant now) {
    try {
      for (ListedUpdate update : ruled.of(rule, imageId, now).missing()) {
        request(update, request);
      }
    } catch (NotFound | Conflict e) {
      LOG.info("No files are asked for for image {}: {}", imageId, e.getMessage());
    } catch (DataAccessException e) {
      throw e; // says nothing about the image
    } catch (RuntimeException e) { // one image must not hold up the others
      LOG.error("The files that image {} lacks could not be found out", imageId, e);
    }
  }

  private void request(ListedUpdate update, String request) {
    List<PayloadFile> files = listings.files(update.id());
    try {
      downloads.requestFor(request, files, update.label() + ": " + update.title());
    } catch (BadInput e) { // the others can be had all the same
      LOG.warn("The files of {} cannot be fetched: {}", update.label(), e.getMessage());
    }
  }

  /** How many files have to be waited for. */
  int unfinished(String request) {
    return downloads.unfinished(request);
  }

  /** Waits for none any more. */
  void giveUp(String request) {
    downloads.giveUp(request, OUT_OF_TIME);
  }
}
