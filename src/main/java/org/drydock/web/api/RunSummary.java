package org.drydock.web.api;

import java.time.Instant;
import org.drydock.servicing.Run;

/**
 * A run in a list.
 *
 * @param image the image's id
 * @param keep whether it stays whatever the rules of retention say
 */
record RunSummary(
    long number,
    String status,
    String processInstanceId,
    String image,
    String cause,
    Long schedule,
    String host,
    String waitsFor,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    int baseVersion,
    Integer newVersion,
    boolean keep) {

  static RunSummary of(Run run) {
    return new RunSummary(
        run.runNumber(),
        run.status().label(),
        run.processInstanceId(),
        run.imageId(),
        run.cause(),
        run.scheduleId(),
        run.host(),
        run.queueReason(),
        run.createdAt(),
        run.startedAt(),
        run.endedAt(),
        run.baseVersion(),
        run.newVersion(),
        run.keep());
  }
}
