package org.drydock.operation;

import java.nio.file.Path;

/**
 * An operation was started, or found alive after a restart of the server.
 *
 * @param folder where a command's output is
 */
public record OperationStarted(
    String operationId, Long runNumber, String activityId, Path folder) {}
