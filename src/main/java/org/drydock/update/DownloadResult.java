package org.drydock.update;

/**
 * What one pass over the files of a request came to.
 *
 * @param complete in the content library now
 * @param failed given up
 * @param waiting to be tried again
 */
public record DownloadResult(int complete, int failed, int waiting) {}
