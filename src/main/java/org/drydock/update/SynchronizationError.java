package org.drydock.update;

/**
 * Something a source holds that could not be read; the rest was.
 *
 * @param subject the file, cabinet or fragment
 * @param revisionId the revision of the offline catalogue that it concerns, or null
 * @param reason what is wrong with it and what to do
 */
public record SynchronizationError(String subject, Long revisionId, String reason) {}
