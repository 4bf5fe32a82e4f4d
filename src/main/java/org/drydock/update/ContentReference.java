package org.drydock.update;

/**
 * Somebody who has use for a file of the content library.
 *
 * @param by in words, such as "run 12"
 * @param needs whether the file has to stay for that
 */
public record ContentReference(String sha256, String by, boolean needs) {}
