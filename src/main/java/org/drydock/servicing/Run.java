package org.drydock.servicing;

import java.nio.file.Path;
import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A servicing run of one image.
 *
 * @param runNumber also the business key of its process instance
 * @param baseVersion the image version it starts from
 * @param cause who or what started it, in words
 * @param host the servicing host, null while it waits for one
 * @param staging its folder on the servicing drive, null where it has none
 * @param queueReason why it waits, in words; null once it has a host
 * @param newVersion the image version it published, null for none
 * @param cancelRequested whether somebody asked to cancel it
 * @param reservedVersion the version number it publishes under, null before that
 * @param failureSentence what DISM said about the failure, or null
 * @param failurePackage the package that DISM could not handle, or null
 * @param failureLog the path of DISM's log, or null
 * @param keep whether it stays whatever the rules of retention say
 */
public record Run(
    @Id Long runNumber,
    String processInstanceId,
    String imageId,
    String base,
    int baseVersion,
    RunStatus status,
    String cause,
    Long scheduleId,
    boolean continueOnError,
    boolean updateDistributionPoints,
    boolean removeSupersededUpdates,
    String host,
    String staging,
    String queueReason,
    Instant createdAt,
    Instant startedAt,
    Instant endedAt,
    Integer newVersion,
    boolean cancelRequested,
    String failureStep,
    Integer failureIndex,
    String failureUpdate,
    String failureCode,
    String failureMessage,
    Integer reservedVersion,
    boolean keep,
    String failureSentence,
    String failurePackage,
    String failureLog) {

  public Path stagingFolder() {
    return Path.of(staging);
  }

  /** What DISM said about the failure; null where DISM did not fail. */
  public DismWords failureWords() {
    return failureSentence == null && failurePackage == null && failureLog == null
        ? null
        : new DismWords(failureSentence, failurePackage, failureLog);
  }

  boolean hasFailed() {
    return failureMessage != null;
  }
}
