package org.drydock.operation;

/** An operation came further: 0 to 100 percent. */
public record OperationProgress(
    String operationId, Long runNumber, String activityId, double percent) {}
