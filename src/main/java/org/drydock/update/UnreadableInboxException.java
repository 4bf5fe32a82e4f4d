package org.drydock.update;

import java.io.IOException;
import org.drydock.site.Conflict;

/** The inbox or the content library is not there, or may not be read. */
public class UnreadableInboxException extends Conflict {

  UnreadableInboxException(IOException cause) {
    super(
        "The inbox or the content library cannot be read ("
            + cause
            + "). Make the folder again, or give the server's user the right to read it; then"
            + " synchronise again.");
  }
}
