package org.drydock.update;

import java.util.List;

/**
 * What nothing needs, and what became of it.
 *
 * @param dryRun whether they were only looked for
 * @param bytes what they take, or took
 * @param failures what could not be removed, and why
 */
public record UnneededFiles(
    boolean dryRun, List<StoredFile> files, long bytes, List<String> failures) {}
