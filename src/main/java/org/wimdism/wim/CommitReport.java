package org.wimdism.wim;

/**
 * What a commit wrote, in bytes.
 *
 * @param payload compressed new files without the hives
 * @param hives compressed rewritten registry hives
 * @param metadata the compressed directory trees of the image, and of those behind it where they
 *     had to be written again
 * @param written how much the WIM grew, blob table and XML included
 */
public record CommitReport(long payload, long hives, long metadata, long written) {}
