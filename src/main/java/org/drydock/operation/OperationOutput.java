package org.drydock.operation;

/**
 * An operation wrote something. Published in the transaction that remembers how far its output was
 * read: what listeners write in that transaction is written once, whatever crashes.
 *
 * @param text whole lines of a command's stdout, or of a task's log
 */
public record OperationOutput(String operationId, Long runNumber, String activityId, String text) {}
