package org.drydock.update;

import org.drydock.site.NotFound;

/** The content library was never read as a whole. */
public class NoScrubException extends NotFound {

  NoScrubException() {
    super("The content library was never scrubbed. POST /api/v1/content/scrub does it.");
  }
}
