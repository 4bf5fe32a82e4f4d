package org.drydock.operation;

import java.time.Instant;

/**
 * What the outside sees of an operation.
 *
 * @param activityInstanceId the visit of the step that waits for it; null for a detached task
 * @param progress 0 to 100; null where none was reported
 * @param message why it failed, or why its end cannot be delivered
 */
public record OperationView(
    String operationId,
    String activityInstanceId,
    String activityId,
    Long runNumber,
    OperationState state,
    Double progress,
    String message,
    Instant started,
    Instant ended) {}
