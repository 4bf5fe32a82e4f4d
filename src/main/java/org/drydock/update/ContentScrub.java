package org.drydock.update;

import java.time.Instant;
import java.util.Locale;
import org.springframework.data.annotation.Id;

/**
 * One reading of the whole content library.
 *
 * @param findings what is wrong, a line each
 */
record ContentScrub(
    @Id Long id,
    String operationId,
    State state,
    int files,
    int filesChecked,
    long bytes,
    long bytesChecked,
    String findings,
    Instant startedAt,
    Instant endedAt) {

  /** Where it stands. */
  enum State {
    RUNNING,
    COMPLETE,
    FAILED
  }

  ScrubReport report() {
    return new ScrubReport(
        id,
        state.name().toLowerCase(Locale.ROOT),
        files,
        filesChecked,
        bytes,
        bytesChecked,
        findings.lines().toList(),
        startedAt,
        endedAt);
  }
}
