package org.drydock.update;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.relational.core.conversion.DbActionExecutionException;
import org.springframework.stereotype.Component;

/** Takes a file that has arrived, whichever way it came: reads it, keeps it, catalogues it. */
@Component
class UpdateIntake {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateIntake.class);

  private final PackageReader reader;
  private final UpdateRecords records;

  UpdateIntake(PackageReader reader, UpdateRecords records) {
    this.reader = reader;
    this.records = records;
  }

  /**
   * What a file turned out to be.
   *
   * @param added whether the catalogue did not have it before
   */
  record Taken(SoftwareUpdate update, boolean added) {}

  /** What the catalogue has of a file already. */
  Optional<SoftwareUpdate> known(String sha256) {
    return records.withSha256(sha256);
  }

  /**
   * @throws UnreadableUpdateException when it is no update that can be read; it is not kept then
   */
  Taken take(ContentLibrary.Arrival arrival, String fileName)
      throws IOException, UnreadableUpdateException {
    Optional<SoftwareUpdate> known = known(arrival.sha256());
    SoftwareUpdate update = known.isPresent() ? known.get() : read(arrival, fileName);
    arrival.keep(fileName);
    return new Taken(update, known.isEmpty() && insert(update));
  }

  private SoftwareUpdate read(ContentLibrary.Arrival arrival, String fileName)
      throws IOException, UnreadableUpdateException {
    PackageReader.Contents contents;
    try {
      contents = reader.read(arrival.copy(), arrival.workFolder());
    } catch (RuntimeException e) { // one file that we read wrongly must not hide all others
      LOG.error("Reading {} failed", fileName, e);
      throw new UnreadableUpdateException(
          "Reading it failed unexpectedly (" + e + "). The server's log has more.", e);
    }
    return Cataloguer.entry(contents, fileName, arrival.sha256(), Files.size(arrival.copy()));
  }

  /** False where another node added the same file a moment before. */
  private boolean insert(SoftwareUpdate update) {
    try {
      records.insert(update);
      return true;
    } catch (DbActionExecutionException e) {
      if (!(e.getCause() instanceof DuplicateKeyException)) {
        throw e;
      }
      return false;
    }
  }
}
