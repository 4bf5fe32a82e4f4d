package org.drydock.web.console;

import org.drydock.site.NotFound;

/** The wizard's choices are not in this session. */
class DraftNotFoundException extends NotFound {

  DraftNotFoundException() {
    super(
        "This wizard was finished, or begun in another session. Begin anew with Schedule updates on"
            + " the page of an image.");
  }
}
