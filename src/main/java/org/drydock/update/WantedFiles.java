package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Recognises files that somebody wants, whichever way they came. */
@Component
class WantedFiles {

  private final DownloadTable table;
  private final Clock clock;

  WantedFiles(DownloadTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /** A file of this content is in the library now. */
  void arrived(Path file, String sha256) throws IOException {
    Digests digests = null;
    for (Download wanted :
        table.findBySizeBytesAndStateNot(Files.size(file), Download.State.COMPLETE)) {
      if (digests == null) {
        digests = Digests.of(file, () -> false);
      }
      if (digests.sha1().equals(wanted.sha1())) {
        table.completes(wanted.id(), sha256, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      }
    }
  }
}
