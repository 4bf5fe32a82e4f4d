package org.drydock.update;

import java.time.Instant;
import java.util.List;

/**
 * What a synchronisation found in the inbox, file by file.
 *
 * @param added new in the catalogue
 * @param unchanged known already
 * @param refused not an update Drydock can read; the file stays where it is
 * @param waiting still being written or not readable now; looked at again next time
 * @param catalogues what came of the offline catalogues in it, and of the one that is fetched
 * @param skipped why nothing was looked at; null where all was
 */
public record SynchronizationReport(
    Instant startedAt,
    Instant endedAt,
    List<KnownFile> added,
    List<KnownFile> unchanged,
    List<RefusedFile> refused,
    List<RefusedFile> waiting,
    List<CatalogueReport> catalogues,
    String skipped) {

  /**
   * @param file the path below the inbox
   */
  public record KnownFile(String file, String updateId, String kb, String title) {}

  /**
   * @param file the path below the inbox
   * @param reason what is wrong with it and what to do
   */
  public record RefusedFile(String file, String reason) {}
}
