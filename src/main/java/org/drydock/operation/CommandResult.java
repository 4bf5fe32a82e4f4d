package org.drydock.operation;

import java.nio.file.Path;

/**
 * How a command ended.
 *
 * @param exitCode as the operating system gives it; meaningless when killed
 * @param killed whether it ended without an exit code
 * @param timedOut whether it was ended because it took longer than its time-out
 * @param output all it wrote to stdout
 * @param folder holds its files stdout, stderr and exit until the step is left
 */
public record CommandResult(
    String operationId,
    int exitCode,
    boolean killed,
    boolean timedOut,
    String output,
    Path folder) {}
