package org.drydock.servicing;

import java.time.Instant;

/**
 * Whether an image version reached a distribution point.
 *
 * @param path where the image file lies now, or null
 * @param message why it did not get there, or null
 */
public record DistributionResult(
    long distributionPointId,
    String distributionPoint,
    boolean successful,
    String path,
    String message,
    Instant recordedAt) {}
