package org.drydock.operation;

/** An operation is over, and its step has been left. */
public record OperationEnded(
    String operationId, Long runNumber, String activityId, OperationState state, String message) {}
