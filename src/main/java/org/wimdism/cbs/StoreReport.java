package org.wimdism.cbs;

import java.util.Optional;

/**
 * What /AnalyzeComponentStore tells; all sizes are in bytes, before compression.
 *
 * @param reported what Explorer shows: every path below WinSxS counts
 * @param shared files that are linked from outside of the store, each once
 * @param backups what only the store has: older versions, manifests, features that are off
 * @param cache what the store keeps for itself only for a time
 * @param lastReset when the base was reset last, in UTC, as {@code yyyy-MM-dd HH:mm:ss}
 * @param reclaimable superseded packages with components that a cleanup would remove
 */
public record StoreReport(
    long reported,
    long shared,
    long backups,
    long cache,
    Optional<String> lastReset,
    int reclaimable) {

  /** What the store takes: every file once, however many links it has. */
  public long actual() {
    return shared + backups + cache;
  }
}
