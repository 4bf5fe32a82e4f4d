package org.drydock.operation;

/**
 * An operation wrote something.
 *
 * @param text whole lines of a command's stdout, or of a task's log
 */
public record OperationOutput(String operationId, Long runNumber, String activityId, String text) {}
